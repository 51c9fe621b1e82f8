import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { User } from "@parley/protocol";
import { topics } from "../../kernel/topics.ts";
import { newsOf, startRooms, types, type RoomsForTests } from "./rooms-for-tests.ts";

let world: RoomsForTests;
let ada: User;
let bob: User;
let people = 0;

beforeAll(async () => {
  world = await startRooms({ roomsCreatedPerDay: 10 });
});
afterAll(() => world.close());
beforeEach(async () => {
  ada = await world.person(`ada${++people}`);
  bob = await world.person(`bob${people}`);
  world.heard.length = 0;
});

test("who makes a room is its owner and has read everything", async () => {
  const made = await world.as(ada)("rooms.create", {
    name: "Reading group",
    description: "One book a month",
    category: "hobby",
    visibility: "public",
  });
  expect(made).toMatchObject({
    room: { name: "Reading group", description: "One book a month", category: "hobby", memberCount: 1 },
    role: "owner",
    seq: 2,
    readSeq: 2,
    unread: 0,
    messageCount: 0,
    lastEvent: null,
  });
  expect(await world.timeline(made.room.id)).toEqual([
    { seq: 1, type: "room.created" },
    { seq: 2, type: "member.joined" },
  ]);
});

test("everybody's servers hear of a new room, memberships first", async () => {
  const { room } = await world.as(ada)("rooms.create", { name: "Heard of", visibility: "private" });
  expect(world.heard.map(({ topic }) => topic)).toEqual([
    "memberships-changed",
    topics.room(room.id).name,
    topics.user(ada.id).name,
  ]);
  const [news] = newsOf(world.heard, topics.room(room.id));
  expect(types(news!.events)).toEqual(["room.created", "member.joined"]);
  expect(news!.events[1]).toMatchObject({ seq: 2, user: ada, role: "owner", by: null });
});

test("the same request twice makes one room, also when both come at once", async () => {
  const request = { name: "Once", visibility: "public", clientId: randomUUID() } as const;
  const answers = await Promise.all([1, 2, 3, 4].map(() => world.as(ada)("rooms.create", request)));
  expect(new Set(answers.map(({ room }) => room.id)).size).toBe(1);
  expect(await world.as(ada)("rooms.create", request)).toMatchObject({ room: { id: answers[0]!.room.id } });
  expect((await world.as(ada)("rooms.mine", {})).rooms).toHaveLength(1);
  expect(newsOf(world.heard, topics.room(answers[0]!.room.id))).toHaveLength(1);
});

test("a client id is its owner's: another person's same id makes another room", async () => {
  const clientId = randomUUID();
  const first = await world.as(ada)("rooms.create", { name: `Mine ${people}`, visibility: "private", clientId });
  const second = await world.as(bob)("rooms.create", { name: `Yours ${people}`, visibility: "private", clientId });
  expect(second.room.id).not.toBe(first.room.id);
});

test("public names are taken whatever their case, width or composition", async () => {
  await world.as(ada)("rooms.create", { name: "Café Ä", visibility: "public" });
  for (const name of ["Café Ä", "CAFÉ ä", "Cafe\u0301 A\u0308", "Ｃafé Ä"]) {
    await expect(world.as(bob)("rooms.create", { name, visibility: "public" })).rejects.toMatchObject({
      code: "room_name_taken",
    });
  }
});

test("a name is free again when its room is deleted", async () => {
  const { room } = await world.as(ada)("rooms.create", { name: "Free again", visibility: "public" });
  await world.as(ada)("rooms.delete", { roomId: room.id });
  await world.as(bob)("rooms.create", { name: "free again", visibility: "public" });
});

test("of people who make the same public name at once, one gets it", async () => {
  const results = await Promise.allSettled(
    [ada, bob].map((user) => world.as(user)("rooms.create", { name: "Contested", visibility: "public" })),
  );
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("a private room's name is not taken, and tells nobody that it exists", async () => {
  await world.as(ada)("rooms.create", { name: "Secret plan", visibility: "private" });
  await world.as(bob)("rooms.create", { name: "Secret plan", visibility: "private" });
  await world.as(bob)("rooms.create", { name: "Secret plan", visibility: "public" });
});

test("two hundred rooms at once make exactly the day's limit", async () => {
  const attempts = Array.from({ length: 200 }, (_, i) =>
    world.as(ada)("rooms.create", { name: `Flood ${people} ${i}`, visibility: i % 2 ? "public" : "private" }),
  );
  const results = await Promise.allSettled(attempts);
  const refused = results.filter((result) => result.status === "rejected");
  expect(refused).toHaveLength(190);
  for (const { reason } of refused)
    expect(reason).toMatchObject({ code: "daily_limit_reached", retryAfter: 12 * 3_600 });
  expect((await world.as(ada)("rooms.mine", {})).rooms).toHaveLength(10);
});

test("deleted rooms count, refused ones do not, and the next UTC day is a new one", async () => {
  for (let i = 0; i < 10; i++) {
    const { room } = await world.as(ada)("rooms.create", { name: `Short lived ${people} ${i}`, visibility: "public" });
    await world.as(ada)("rooms.delete", { roomId: room.id });
  }
  const more = () => world.as(ada)("rooms.create", { name: "One more", visibility: "private" });
  await expect(more()).rejects.toMatchObject({ code: "daily_limit_reached" });

  await world.as(bob)("rooms.create", { name: `Taken ${people}`, visibility: "public" });
  for (let i = 0; i < 10; i++) {
    const again = world.as(bob)("rooms.create", { name: `taken ${people}`, visibility: "public" });
    await expect(again).rejects.toMatchObject({ code: "room_name_taken" });
  }
  await world.as(bob)("rooms.create", { name: "Still allowed", visibility: "private" });

  const today = world.clock.now();
  world.clock.set(Date.UTC(2026, 10, 21, 0, 0, 1));
  await more();
  // A server whose clock is behind does not start yesterday's count again.
  world.clock.set(today);
  for (let i = 0; i < 9; i++) await more();
  await expect(more()).rejects.toMatchObject({ code: "daily_limit_reached" });
});

test("a repeated request is answered with its room after the limit is reached", async () => {
  const first = { name: `First ${people}`, visibility: "private", clientId: randomUUID() } as const;
  const { room } = await world.as(ada)("rooms.create", first);
  for (let i = 1; i < 10; i++) {
    await world.as(ada)("rooms.create", { name: `More ${people} ${i}`, visibility: "private" });
  }
  expect(await world.as(ada)("rooms.create", first)).toMatchObject({ room: { id: room.id } });
});

test("names and descriptions that could mislead or break are refused", async () => {
  for (const name of ["", " padded", "new\nline", "turn \u202eed", "nul\u0000", "x".repeat(65)]) {
    await expect(world.as(ada)("rooms.create", { name, visibility: "private" })).rejects.toMatchObject({
      code: "invalid_input",
    });
  }
  for (const description of ["nul\u0000", "turn \u2066ed"]) {
    await expect(
      world.as(ada)("rooms.create", { name: "Fine", description, visibility: "private" }),
    ).rejects.toMatchObject({ code: "invalid_input" });
  }
  await world.as(ada)("rooms.create", { name: "Robert'); drop table rooms;--", visibility: "private" });
  await world.as(ada)("rooms.create", { name: "half a pair \ud83d", description: "a\n\tb", visibility: "private" });
});
