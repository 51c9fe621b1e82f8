import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { signUp, startTestServer, type Person, type TestServer } from "../testing/index.ts";

let server: TestServer;
let ada: Person;
let grace: Person;

beforeAll(async () => {
  server = await startTestServer();
  [ada, grace] = await Promise.all([signUp(server, "ada"), signUp(server, "grace")]);
});
afterAll(() => server.close());

async function roomOfBoth(): Promise<string> {
  const { room } = await ada.call("rooms.create", { name: `Reading ${randomUUID()}`, visibility: "public" });
  await grace.call("rooms.join", { roomId: room.id });
  return room.id;
}

const say = (room: string, body: string) => ({ roomId: room, clientId: randomUUID(), body });

test("two people converse live, and both see the same events in the same order", async () => {
  const room = await roomOfBoth();
  const [hers, theirs] = await Promise.all([ada.socket(), grace.socket()]);
  for (const socket of [hers, theirs]) {
    const { rooms } = await socket.call("sync.resume", { rooms: [{ room }] });
    expect(rooms).toEqual([{ room, status: "live", seq: 3, events: [] }]);
  }
  const first = await hers.call("messages.send", say(room, "Hello, Grace."));
  const second = await theirs.call("messages.send", say(room, "Hello, Ada."));
  expect([first.seq, second.seq]).toEqual([4, 5]);
  await Promise.all([hers.waitForSeq(room, 5), theirs.waitForSeq(room, 5)]);
  expect(hers.events(room)).toEqual(theirs.events(room));
  const { events } = await ada.call("messages.history", { roomId: room, after: 3 });
  expect(events).toEqual(hers.events(room));
  await Promise.all([hers.close(), theirs.close()]);
});

test("a message sent again, at once or later, over the socket or over HTTP, is stored once and answered alike", async () => {
  const room = await roomOfBoth();
  const socket = await ada.socket();
  const message = say(room, "Only once, please.");
  const answers = await Promise.all([
    ...Array.from({ length: 5 }, () => socket.call("messages.send", message)),
    ada.call("messages.send", message),
  ]);
  answers.push(await ada.call("messages.send", { ...message, body: "The first body counts." }));
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  const { events } = await grace.call("messages.history", { roomId: room, after: 3 });
  expect(events).toHaveLength(1);
  expect(events[0]).toMatchObject({ body: "Only once, please.", clientId: message.clientId });
  await socket.close();
});

test("messages that one socket sends without waiting keep their order", async () => {
  const room = await roomOfBoth();
  const socket = await grace.socket();
  const bodies = Array.from({ length: 200 }, (_, i) => `line ${i}`);
  await Promise.all(bodies.map((body) => socket.call("messages.send", say(room, body))));
  const { events } = await grace.call("messages.history", { roomId: room, after: 3, limit: 200 });
  expect(events.map((event) => event.type === "message.created" && event.body)).toEqual(bodies);
  await socket.close();
});

test("somebody who was away gets what they missed, and then the rest live, without a gap", async () => {
  const room = await roomOfBoth();
  const writer = await ada.socket();
  for (let i = 0; i < 10; i++) await writer.call("messages.send", say(room, `missed ${i}`));
  const reader = await grace.socket();
  const sending = Promise.all(
    Array.from({ length: 50 }, (_, i) => writer.call("messages.send", say(room, `live ${i}`))),
  );
  const { rooms } = await reader.call("sync.resume", { rooms: [{ room, seq: 3 }] });
  await sending;
  const replayed = rooms[0]!.status === "live" ? rooms[0]!.events : [];
  // On a slow machine the answer may hold all of them already.
  if (replayed.at(-1)?.seq !== 63) await reader.waitForSeq(room, 63);
  const seqs = [...replayed, ...reader.events(room)].map((event) => event.seq);
  expect(seqs).toEqual(Array.from({ length: 60 }, (_, i) => i + 4));
  await Promise.all([writer.close(), reader.close()]);
});

test("who missed too much, or comes with a position of another epoch or of the future, is told to start over", async () => {
  const room = await roomOfBoth();
  const socket = await ada.socket();
  await Promise.all(Array.from({ length: 150 }, (_, i) => socket.call("messages.send", say(room, `${i}`))));
  await Promise.all(Array.from({ length: 151 }, (_, i) => socket.call("messages.send", say(room, `${i}`))));
  const resume = (seq: number, epoch?: string) =>
    grace.call("sync.resume", { ...(epoch && { epoch }), rooms: [{ room, seq }] });
  expect((await resume(3)).rooms[0]).toEqual({ room, status: "reset", seq: 304 });
  expect((await resume(4)).rooms[0]).toMatchObject({ status: "live", seq: 304 });
  expect((await resume(305)).rooms[0]).toMatchObject({ status: "reset" });
  expect((await resume(303, randomUUID())).rooms[0]).toMatchObject({ status: "reset" });
  await socket.close();
});

test("a removed person's open socket gets nothing that is said afterwards", async () => {
  const room = await roomOfBoth();
  const [owner, member] = await Promise.all([ada.socket(), grace.socket()]);
  await member.call("sync.resume", { rooms: [{ room }] });
  await owner.call("messages.send", say(room, "before"));
  await member.waitForSeq(room, 4);
  await owner.call("rooms.removeMember", { roomId: room, userId: grace.user.id });
  await owner.call("messages.send", say(room, "after"));
  expect(await member.waitFor((frame) => frame.type === "me.room_removed")).toMatchObject({ room, reason: "removed" });
  await member.call("accounts.me", {});
  expect(member.events(room).map((event) => event.seq)).toEqual([4]);
  expect((await member.request("messages.send", say(room, "let me in"))).error?.code).toBe("not_a_member");
  expect((await member.call("sync.resume", { rooms: [{ room, seq: 4 }] })).rooms).toEqual([{ room, status: "gone" }]);
  await Promise.all([owner.close(), member.close()]);
});

test("signing out closes the session's sockets within a second with the code that says never", async () => {
  const grantee = await signUp(server, "alan");
  const socket = await grantee.socket();
  await grantee.call("auth.signOut", {});
  const at = Date.now();
  expect(await socket.closed).toBe(4003);
  expect(Date.now() - at).toBeLessThan(1_000);
  expect((await grantee.try("accounts.me", {})).status).toBe(401);
});

test("a member who does not have the room live hears that there is news, not what it is", async () => {
  const room = await roomOfBoth();
  const [writer, passive] = await Promise.all([ada.socket(), grace.socket()]);
  await writer.call("messages.send", say(room, "a secret for those who look"));
  const activity = await passive.waitFor((frame) => frame.type === "room.activity" && frame.room === room);
  expect(activity).toMatchObject({ seq: 4, messageCount: 1 });
  expect(JSON.stringify(passive.frames)).not.toContain("secret");
  await Promise.all([writer.close(), passive.close()]);
});
