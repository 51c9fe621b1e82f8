import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { User } from "@parley/protocol";
import { topics } from "../../kernel/topics.ts";
import { uuidv7 } from "../../kernel/uuid.ts";
import { readRange } from "../messages/timeline-store.ts";
import { newsOf, outcomes, startRooms, types, type RoomsForTests } from "./rooms-for-tests.ts";

let world: RoomsForTests;
let ada: User;
let bob: User;
let cleo: User;
let open: string;
let closed: string;
let people = 0;

beforeAll(async () => {
  world = await startRooms();
});
afterAll(() => world.close());
beforeEach(async () => {
  people++;
  ada = await world.person(`ada${people}`);
  bob = await world.person(`bob${people}`);
  cleo = await world.person(`cleo${people}`);
  open = (await world.as(ada)("rooms.create", { name: `Open ${people}`, visibility: "public" })).room.id;
  closed = (await world.as(ada)("rooms.create", { name: `Closed ${people}`, visibility: "private" })).room.id;
  world.heard.length = 0;
});

test("anybody joins a public room, and starts with nothing unread", async () => {
  await world.say(ada, open, "before bob");
  const joined = await world.as(bob)("rooms.join", { roomId: open });
  expect(joined).toMatchObject({ role: "member", seq: 4, readSeq: 4, unread: 0, messageCount: 1 });
  expect(joined.room.memberCount).toBe(2);
  expect(joined.lastEvent).toMatchObject({ type: "message.created", body: "before bob", sender: ada, seq: 3 });
});

test("the room hears who joined before the joiner's own devices hear of the room", async () => {
  await world.as(bob)("rooms.join", { roomId: open });
  expect(world.heard.map(({ topic }) => topic)).toEqual([
    "memberships-changed",
    topics.room(open).name,
    topics.user(bob.id).name,
  ]);
  expect(newsOf(world.heard, topics.user(bob.id))).toMatchObject([
    { kind: "membership", room: open, member: true, event: { type: "me.room_added", room: { role: "member" } } },
  ]);
});

test("what is heard live equals what history tells, to the letter", async () => {
  await world.as(bob)("rooms.join", { roomId: open });
  await world.as(ada)("rooms.addMember", { roomId: open, username: cleo.username });
  await world.as(ada)("rooms.removeMember", { roomId: open, userId: cleo.id });
  await world.as(ada)("rooms.leave", { roomId: open });
  const live = newsOf(world.heard, topics.room(open)).flatMap(({ events }) => events);
  expect(types(live)).toEqual(["member.joined", "member.joined", "member.left", "member.left", "member.role_changed"]);
  expect(live).toEqual(await readRange(world.store, open, 2, 100));
});

test("joining again changes nothing, and two joins at once are one", async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, () => world.as(bob)("rooms.join", { roomId: open })));
  for (const answer of answers) expect(answer).toMatchObject({ seq: 3, role: "member" });
  expect(await world.timeline(open)).toHaveLength(3);
  expect(newsOf(world.heard, topics.room(open))).toHaveLength(1);
});

test("a private room cannot be joined, found or told from one that is not there", async () => {
  // The premise: its owner sees it.
  expect(await world.as(ada)("rooms.get", { roomId: closed })).toMatchObject({ joined: true });
  const nothing = uuidv7();
  for (const roomId of [closed, nothing]) {
    const ends = await outcomes([
      world.as(bob)("rooms.join", { roomId }),
      world.as(bob)("rooms.get", { roomId }),
      world.as(bob)("rooms.members", { roomId }),
      world.as(bob)("rooms.leave", { roomId }),
      world.as(bob)("rooms.delete", { roomId }),
      world.as(bob)("rooms.markRead", { roomId, seq: 1 }),
      world.as(bob)("rooms.addMember", { roomId, username: bob.username }),
      world.as(bob)("rooms.removeMember", { roomId, userId: ada.id }),
      world.rooms.requireMember(roomId, bob.id),
    ]);
    expect(ends).toEqual(Array(9).fill("not_found"));
  }
  const everything = await world.as(bob)("rooms.list", { limit: 100 });
  const found = await world.as(bob)("rooms.list", { query: `closed ${people}` });
  expect(everything.rooms.map(({ room }) => room.id)).toContain(open);
  expect([...everything.rooms, ...found.rooms].map(({ room }) => room.id)).not.toContain(closed);
});

test("a stranger to a public room is told to join first", async () => {
  const ends = await outcomes([
    world.as(bob)("rooms.members", { roomId: open }),
    world.as(bob)("rooms.leave", { roomId: open }),
    world.as(bob)("rooms.delete", { roomId: open }),
    world.as(bob)("rooms.markRead", { roomId: open, seq: 1 }),
    world.as(bob)("rooms.addMember", { roomId: open, username: bob.username }),
    world.as(bob)("rooms.removeMember", { roomId: open, userId: ada.id }),
    world.rooms.requireMember(open, bob.id),
  ]);
  expect(ends).toEqual(Array(7).fill("not_a_member"));
  expect(await world.as(bob)("rooms.get", { roomId: open })).toMatchObject({ joined: false });
});

test("an owner brings people into a private room by their exact username", async () => {
  const member = await world.as(ada)("rooms.addMember", { roomId: closed, username: bob.username.toUpperCase() });
  expect(member).toMatchObject({ user: bob, role: "member" });
  expect(await world.as(bob)("rooms.get", { roomId: closed })).toMatchObject({ joined: true });
  const [news] = newsOf(world.heard, topics.room(closed));
  expect(news!.events).toMatchObject([{ type: "member.joined", user: bob, by: ada }]);
  expect(newsOf(world.heard, topics.user(bob.id))).toMatchObject([{ kind: "membership", member: true }]);

  expect(await world.as(ada)("rooms.addMember", { roomId: closed, username: bob.username })).toEqual(member);
  expect(await world.timeline(closed)).toHaveLength(3);
  // Who is in it may "join" a private room: nothing changes.
  expect(await world.as(bob)("rooms.join", { roomId: closed })).toMatchObject({ seq: 3 });
});

test("only owners bring people in, and others do not learn which names exist", async () => {
  await world.as(ada)("rooms.addMember", { roomId: closed, username: bob.username });
  for (const username of [cleo.username, "nobody.here"]) {
    const attempt = world.as(bob)("rooms.addMember", { roomId: closed, username });
    await expect(attempt).rejects.toMatchObject({ code: "forbidden" });
  }
  const unknown = world.as(ada)("rooms.addMember", { roomId: closed, username: "nobody.here" });
  await expect(unknown).rejects.toMatchObject({ code: "not_found" });
});
