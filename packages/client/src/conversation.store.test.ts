import { startTestServer, type TestServer } from "@parley/server/testing";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Client } from "./client.ts";
import { createClient } from "./create-client.ts";
import { memoryTokenStorage } from "./auth/token-storage.ts";
import { bodies, shows, signedUp, type TestPerson } from "./person-for-tests.ts";
import { until } from "./until-for-tests.ts";

let server: TestServer;
const clients: Client[] = [];

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());
afterEach(() => {
  for (const client of clients.splice(0)) client.stop();
});

async function person(name: string): Promise<TestPerson> {
  const made = await signedUp(server.url, name);
  clients.push(made.client);
  return made;
}

/** Ada and Bo in a room of Ada's, both looking at it. */
async function twoInARoom() {
  const [ada, bo] = await Promise.all([person("ada"), person("bo")]);
  const { room } = await ada.client.rooms.create({ name: `Reading ${ada.username}`, visibility: "public" });
  await bo.client.rooms.join(room.id);
  const [adas, bos] = [ada.client.timeline(room.id), bo.client.timeline(room.id)];
  adas.open();
  bos.open();
  for (const timeline of [adas, bos]) await until(timeline, ({ status, seq }) => status === "ready" && seq === 3);
  return { ada, bo, room, adas, bos };
}

test("two people talk, and see the same in the same order", async () => {
  const { adas, bos } = await twoInARoom();
  adas.send("Hello");
  await shows(bos, ["Hello"]);
  bos.send("Hi Ada");
  for (const timeline of [adas, bos]) await shows(timeline, ["Hello", "Hi Ada"]);
  const seqs = bos.get().items.map((item) => (item.kind === "event" ? item.event.seq : 0));
  expect(seqs).toEqual([1, 2, 3, 4, 5]);
});

test("my message keeps its place and its key from the echo to the event", async () => {
  const { adas } = await twoInARoom();
  const seen: string[] = [];
  adas.subscribe(() => seen.push(bodies(adas.get().items).join()));
  const clientId = adas.send("Hello");
  expect(adas.get().items.at(-1)).toMatchObject({ kind: "echo", key: clientId, state: "sending" });
  await until(adas, ({ items }) => items.at(-1)?.kind === "event" && items.length === 4);
  expect(adas.get().items.at(-1)).toMatchObject({ kind: "event", key: clientId });
  // Never out of sight, never twice.
  expect(new Set(seen)).toEqual(new Set(["(sending) Hello", "Hello"]));
});

test("what somebody writes without a connection is sent once and in order when it is back", async () => {
  const { ada, adas, bos } = await twoInARoom();
  ada.network.down = true;
  ada.network.cut();
  await until(ada.client.connection, ({ name }) => name === "waiting");
  adas.send("one");
  adas.send("two");
  adas.send("three");
  expect(bodies(adas.get().items)).toEqual(["(queued) one", "(queued) two", "(queued) three"]);
  ada.network.down = false;
  for (const timeline of [bos, adas]) await shows(timeline, ["one", "two", "three"], 20_000);
});

test("what was said while somebody was away is there when they are back", async () => {
  const { bo, adas, bos } = await twoInARoom();
  bo.network.down = true;
  bo.network.cut();
  await until(bo.client.connection, ({ name }) => name === "waiting");
  for (let i = 0; i < 20; i++) adas.send(`${i}`);
  await until(adas, ({ seq }) => seq === 23);
  bo.network.down = false;
  await shows(
    bos,
    Array.from({ length: 20 }, (_, i) => `${i}`),
    20_000,
  );
});

test("after more than is replayed somebody sees the newest page, and older pages when they ask", async () => {
  const { bo, adas, bos } = await twoInARoom();
  bo.network.down = true;
  bo.network.cut();
  await until(bo.client.connection, ({ name }) => name === "waiting");
  for (let i = 0; i < 310; i++) adas.send(`${i}`);
  await until(adas, ({ seq, items }) => seq === 313 && items.every(({ kind }) => kind === "event"), 15_000);
  bo.network.down = false;
  const { items } = await until(bos, ({ items }) => bodies(items).at(-1) === "309", 20_000);
  expect(items).toHaveLength(50);
  expect(bos.get().hasOlder).toBe(true);
  for (let page = 0; page < 6; page++) await bos.loadOlder();
  expect(bodies(bos.get().items)).toEqual(Array.from({ length: 310 }, (_, i) => `${i}`));
  expect(bos.get().hasOlder).toBe(false);
}, 40_000);

test("unread counts follow what is said and what is read", async () => {
  const { ada, bo, room, adas, bos } = await twoInARoom();
  const unread = () => bo.client.rooms.get().rooms.find((entry) => entry.room.id === room.id)?.unread;
  adas.send("one");
  adas.send("two");
  await until(bo.client.rooms, () => unread() === 2);
  await bo.client.rooms.markRead(room.id, bos.get().seq);
  expect(unread()).toBe(0);
  adas.send("three");
  await until(bo.client.rooms, () => unread() === 1);
  await bo.client.rooms.refresh();
  expect(unread()).toBe(1);
  expect(ada.client.rooms.get().rooms[0]?.lastEvent).toMatchObject({ body: "three" });
});

test("a room that is not open tells of news by its unread count", async () => {
  const { bo, room, adas } = await twoInARoom();
  const other = createClient({ url: server.url });
  clients.push(other);
  await other.auth.signIn({ login: bo.username, password: bo.password });
  await until(other.rooms, ({ status }) => status === "ready");
  adas.send("one");
  const unread = () => other.rooms.get().rooms.find((entry) => entry.room.id === room.id)?.unread;
  await until(other.rooms, () => unread() === 1);
  // Read on one device is read on the other.
  await bo.client.rooms.markRead(room.id, 4);
  await until(other.rooms, () => unread() === 0);
});

test("members come and go in the list while the room is open", async () => {
  const { ada, room } = await twoInARoom();
  const members = ada.client.members(room.id);
  members.subscribe(() => {});
  await until(members, (state) => state.status === "ready" && state.members.length === 2);
  const eve = await person("eve");
  await eve.client.rooms.join(room.id);
  await until(members, (state) => state.members.length === 3);
  await eve.client.rooms.leave(room.id);
  await until(members, (state) => state.members.length === 2);
});

test("somebody who is put out of a room sees it gone, and it comes back when they are added", async () => {
  const { ada, bo, room, adas, bos } = await twoInARoom();
  const user = bo.client.account.get()!.user;
  await ada.client.call("rooms.removeMember", { roomId: room.id, userId: user.id });
  await until(bos, ({ status, items }) => status === "gone" && items.length === 0);
  expect(bo.client.rooms.get().rooms).toEqual([]);
  await ada.client.call("rooms.addMember", { roomId: room.id, username: user.username });
  await until(bos, ({ status }) => status === "ready");
  adas.send("Welcome back");
  await until(bos, ({ items }) => bodies(items).includes("Welcome back"));
});

test("tokens that were kept start the next run, and are renewed when they have expired", async () => {
  const tokens = memoryTokenStorage();
  const ada = await signedUp(server.url, "ada", { tokens });
  ada.client.stop();
  const kept = (await tokens.load())!;
  // As after a night: the access token is refused, the refresh token is not.
  await tokens.save({ ...kept, accessTokenExpiresAt: new Date(Date.now() - 1_000).toISOString() });
  const next = createClient({ url: server.url, tokens, now: () => Date.now() + 20 * 60_000 });
  clients.push(next);
  await next.start();
  expect(next.account.get()?.user.username).toBe(ada.username);
  await until(next.connection, ({ name }) => name === "live");
});

test("signing out ends the session and shows nobody", async () => {
  const ada = await person("ada");
  await ada.client.auth.signOut();
  expect(ada.client.account.get()).toBe(null);
  expect(ada.client.connection.get().name).toBe("signed_out");
  expect(ada.client.rooms.get().rooms).toEqual([]);
  await expect(ada.client.call("accounts.me", {})).rejects.toMatchObject({ code: "unauthenticated", retry: "sign_in" });
});

test("a session that is ended elsewhere signs out here", async () => {
  const ada = await person("ada");
  const other = createClient({ url: server.url });
  clients.push(other);
  await other.auth.signIn({ login: ada.username, password: ada.password });
  const { sessions } = await other.call("sessions.list", {});
  await other.call("sessions.end", { sessionId: sessions.find(({ current }) => !current)!.id });
  await until(ada.client.account, (account) => account === null);
  expect(ada.client.connection.get().name).toBe("signed_out");
});

test("a wrong password and a taken name are told by their codes", async () => {
  const ada = await person("ada");
  const stranger = createClient({ url: server.url });
  const wrong = stranger.auth.signIn({ login: ada.username, password: "wrong horse" });
  await expect(wrong).rejects.toMatchObject({ name: "ParleyError", code: "wrong_credentials", retry: "never" });
  const { username, password } = ada;
  const taken = stranger.auth.signUp({ username, email: "new@example.org", password });
  await expect(taken).rejects.toMatchObject({ code: "username_taken" });
});
