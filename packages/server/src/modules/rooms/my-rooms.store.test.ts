import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { User } from "@parley/protocol";
import { topics } from "../../kernel/topics.ts";
import { newsOf, startRooms, type RoomsForTests } from "./rooms-for-tests.ts";

let world: RoomsForTests;
let ada: User;
let bob: User;
let roomId: string;
let people = 0;

beforeAll(async () => {
  world = await startRooms();
});
afterAll(() => world.close());
beforeEach(async () => {
  people++;
  ada = await world.person(`ada${people}`);
  bob = await world.person(`bob${people}`);
  roomId = (await world.as(ada)("rooms.create", { name: `Room ${people}`, visibility: "public" })).room.id;
  world.heard.length = 0;
});

const mine = async (user: User) => (await world.as(user)("rooms.mine", {})).rooms;

test("unread counts messages, not joins and leaves", async () => {
  await world.as(bob)("rooms.join", { roomId });
  await world.say(ada, roomId, "one");
  const cleo = await world.person(`cleo${people}`);
  await world.as(cleo)("rooms.join", { roomId });
  await world.say(ada, roomId, "two");
  await world.as(cleo)("rooms.leave", { roomId });
  expect(await mine(bob)).toMatchObject([
    {
      unread: 2,
      messageCount: 2,
      seq: 7,
      readSeq: 3,
      lastEvent: { type: "message.created", seq: 6, body: "two", sender: ada },
    },
  ]);
});

test("reading up to a seq leaves what is after it unread", async () => {
  await world.as(bob)("rooms.join", { roomId });
  const seqs = [];
  for (let i = 0; i < 5; i++) seqs.push(await world.say(ada, roomId));
  expect(await world.as(bob)("rooms.markRead", { roomId, seq: seqs[1]! })).toEqual({
    readSeq: seqs[1],
    unread: 3,
    messageCount: 5,
  });
  expect(await mine(bob)).toMatchObject([{ unread: 3, readSeq: seqs[1] }]);
  // The others' positions are their own.
  expect(await mine(ada)).toMatchObject([{ unread: 5, readSeq: 2 }]);
});

test("a position never moves back, and never beyond the room", async () => {
  const last = await world.say(ada, roomId);
  expect(await world.as(ada)("rooms.markRead", { roomId, seq: 1_000_000 })).toMatchObject({ readSeq: last, unread: 0 });
  expect(await world.as(ada)("rooms.markRead", { roomId, seq: 1 })).toMatchObject({ readSeq: last, unread: 0 });
  await world.say(ada, roomId);
  expect(await mine(ada)).toMatchObject([{ unread: 1 }]);
});

test("positions sent at once by several devices end at the furthest", async () => {
  for (let i = 0; i < 30; i++) await world.say(ada, roomId);
  await Promise.all(
    Array.from({ length: 30 }, (_, i) => world.as(ada)("rooms.markRead", { roomId, seq: 3 + ((i * 7) % 30) })),
  );
  expect(await mine(ada)).toMatchObject([{ readSeq: 32, unread: 0 }]);
});

test("my other devices hear that I have read, and only when the position moved", async () => {
  const seq = await world.say(ada, roomId);
  await world.as(ada)("rooms.markRead", { roomId, seq });
  await world.as(ada)("rooms.markRead", { roomId, seq });
  expect(newsOf(world.heard, topics.user(ada.id))).toEqual([
    { kind: "event", event: { type: "me.read", room: roomId, readSeq: seq, unread: 0, messageCount: 1 } },
  ]);
  expect(world.heard).toHaveLength(1);
});

test("my rooms come with the latest activity first, in pages without a gap or a repeat", async () => {
  const names = [`Room ${people}`];
  for (let i = 0; i < 6; i++) {
    const { room } = await world.as(ada)("rooms.create", { name: `More ${people} ${i}`, visibility: "private" });
    names.unshift(room.name);
  }
  await world.say(bob, roomId);
  names.unshift(names.pop()!);
  // Rooms of the same microsecond are told apart by their ids.
  await world.store.query(
    "update rooms set last_activity_at = '2026-11-20T10:00:00.000123Z' where created_by = $1 and id <> $2",
    [ada.id, roomId],
  );
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await world.as(ada)("rooms.mine", { limit: 3, ...(cursor !== undefined && { cursor }) });
    seen.push(...page.rooms.map(({ room }) => room.name));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  expect(seen).toEqual(names);
});

test("gateways get the ids of a person's rooms", async () => {
  await world.as(bob)("rooms.join", { roomId });
  expect(await world.rooms.roomIdsOf(bob.id)).toEqual([roomId]);
  await world.as(bob)("rooms.leave", { roomId });
  expect(await world.rooms.roomIdsOf(bob.id)).toEqual([]);
});

test("the members of a room are listed by username, in pages", async () => {
  const names = [ada.username];
  for (const letter of ["e", "c", "d", "b"]) {
    const user = await world.person(`${letter}${people}.member`);
    await world.as(user)("rooms.join", { roomId });
    names.push(user.username);
  }
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await world.as(ada)("rooms.members", { roomId, limit: 2, ...(cursor !== undefined && { cursor }) });
    seen.push(...page.members.map(({ user }) => user.username));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  expect(seen).toEqual(names.sort());
});
