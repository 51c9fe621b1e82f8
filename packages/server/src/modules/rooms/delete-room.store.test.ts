import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { User } from "@parley/protocol";
import { topics } from "../../kernel/topics.ts";
import { newsOf, startRooms, type RoomsForTests } from "./rooms-for-tests.ts";

let world: RoomsForTests;
let ada: User;
let bob: User;
let open: string;
let people = 0;

beforeAll(async () => {
  world = await startRooms();
});
afterAll(() => world.close());
beforeEach(async () => {
  people++;
  ada = await world.person(`ada${people}`);
  bob = await world.person(`bob${people}`);
  open = (await world.as(ada)("rooms.create", { name: `Open ${people}`, visibility: "public" })).room.id;
  await world.as(bob)("rooms.join", { roomId: open });
  world.heard.length = 0;
});

const rowsOf = async (table: "messages" | "room_events" | "members", roomId: string): Promise<number> => {
  const [row] = await world.store.query<{ n: number }>(`select count(*) as n from ${table} where room_id = $1`, [
    roomId,
  ]);
  return row!.n;
};

test("members do not delete a room", async () => {
  await expect(world.as(bob)("rooms.delete", { roomId: open })).rejects.toMatchObject({ code: "forbidden" });
  expect(await world.as(bob)("rooms.get", { roomId: open })).toMatchObject({ joined: true });
});

test("a deleted room is gone for everybody, and everybody is told", async () => {
  await world.rooms.requireMember(open, bob.id);
  await world.as(ada)("rooms.delete", { roomId: open });
  expect(newsOf(world.heard, topics.room(open))).toMatchObject([
    { events: [{ type: "room.deleted", seq: 4, by: ada }] },
  ]);
  for (const user of [ada, bob]) {
    expect(newsOf(world.heard, topics.user(user.id))).toMatchObject([
      { kind: "membership", member: false, event: { type: "me.room_removed", room: open, reason: "deleted" } },
    ]);
    await expect(world.as(user)("rooms.get", { roomId: open })).rejects.toMatchObject({ code: "not_found" });
    await expect(world.rooms.requireMember(open, user.id)).rejects.toMatchObject({ code: "not_found" });
    expect(await world.rooms.roomIdsOf(user.id)).toEqual([]);
  }
  await expect(world.as(ada)("rooms.delete", { roomId: open })).rejects.toMatchObject({ code: "not_found" });
});

test("all of a large room's members are told, and their rows go", async () => {
  await world.store.query(
    `with made as (
       insert into users (id, username, email, display_name, password_hash)
       select gen_random_uuid(), 'crowd${people}.' || n, 'crowd${people}.' || n || '@example.org', 'Crowd', ''
       from generate_series(1, 1200) as n returning id, username
     )
     insert into members (room_id, user_id, username, role, joined_seq, read_seq)
     select $1, id, username, 'member', 1, 1 from made`,
    [open],
  );
  await world.as(ada)("rooms.delete", { roomId: open });
  const told = new Set(world.heard.filter(({ topic }) => topic.startsWith("user:")).map(({ topic }) => topic));
  expect(told.size).toBe(1_202);
  expect(await rowsOf("members", open)).toBe(0);
});

test("the purge removes what deleted rooms left, in steps, and nothing of other rooms", async () => {
  await world.rooms.purgeDeletedRooms(1_000_000);
  const { room: kept } = await world.as(bob)("rooms.create", { name: `Kept ${people}`, visibility: "public" });
  for (let i = 0; i < 20; i++) {
    await world.say(ada, open);
    await world.say(bob, kept.id);
  }
  await world.as(ada)("rooms.delete", { roomId: open });
  // As if the server had stopped before it had told everybody.
  await world.store.query(
    "insert into members (room_id, user_id, username, role, joined_seq, read_seq) values ($1, $2, $3, 'member', 3, 3)",
    [open, bob.id, bob.username],
  );
  world.heard.length = 0;
  expect(await rowsOf("messages", open)).toBe(20);
  expect(await world.rooms.purgeDeletedRooms(15)).toBe(15);
  expect(await rowsOf("messages", open)).toBe(5);
  // Five messages, four events and the room itself.
  expect(await world.rooms.purgeDeletedRooms(15)).toBe(10);
  expect(newsOf(world.heard, topics.user(bob.id))).toMatchObject([{ member: false, event: { reason: "deleted" } }]);
  expect(await world.rooms.purgeDeletedRooms(15)).toBe(0);
  for (const table of ["messages", "room_events", "members"] as const) expect(await rowsOf(table, open)).toBe(0);
  expect(await world.store.query("select id from rooms where id = $1", [open])).toEqual([]);
  expect(await rowsOf("messages", kept.id)).toBe(20);
});
