import { afterAll, beforeAll, expect, test } from "vitest";
import type { OperationInput, User } from "@parley/protocol";
import { startRooms, type RoomsForTests } from "./rooms-for-tests.ts";

let world: RoomsForTests;
let ada: User;
let bob: User;

const rooms = [
  { name: "Alpha", description: "Ångström and the café", category: "hobby" },
  { name: "beta", description: "full-text search/indexing", category: "work" },
  { name: "Gamma 2.5", description: "Alphabet soup", category: "friends" },
  { name: "delta", description: "Schach und Räder", category: "hobby" },
  { name: "Εpsilon", description: "日本語 の 部屋", category: "other" },
] as const;

beforeAll(async () => {
  world = await startRooms();
  ada = await world.person("ada");
  bob = await world.person("bob");
  for (const room of rooms) await world.as(ada)("rooms.create", { ...room, visibility: "public" });
  await world.as(ada)("rooms.create", { name: "Alpha private", description: "café", visibility: "private" });
  const { room } = await world.as(ada)("rooms.create", { name: "Alpha gone", visibility: "public" });
  await world.as(ada)("rooms.delete", { roomId: room.id });
});
afterAll(() => world.close());

const found = async (input: OperationInput<"rooms.list">): Promise<string[]> =>
  (await world.as(bob)("rooms.list", input)).rooms.map(({ room }) => room.name);

test("the directory has every public room by name, whatever the case, and no other", async () => {
  expect(await found({})).toEqual(["Alpha", "beta", "delta", "Gamma 2.5", "Εpsilon"]);
});

test("pages follow each other without a gap or a repeat", async () => {
  const names: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await world.as(bob)("rooms.list", { limit: 2, ...(cursor !== undefined && { cursor }) });
    expect(page.rooms.length).toBeLessThanOrEqual(2);
    names.push(...page.rooms.map(({ room }) => room.name));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  expect(names).toEqual(["Alpha", "beta", "delta", "Gamma 2.5", "Εpsilon"]);
});

test("the last page has no cursor, also when it is full", async () => {
  expect(await world.as(bob)("rooms.list", { limit: 5 })).not.toHaveProperty("nextCursor");
});

test("rooms are found by words, or their beginnings, of name, description and category", async () => {
  expect(await found({ query: "alph" })).toEqual(["Alpha", "Gamma 2.5"]);
  expect(await found({ query: "ALPHA soup" })).toEqual(["Gamma 2.5"]);
  expect(await found({ query: "hobb" })).toEqual(["Alpha", "delta"]);
  expect(await found({ query: "search" })).toEqual(["beta"]);
  expect(await found({ query: "full-text" })).toEqual(["beta"]);
  expect(await found({ query: "2.5" })).toEqual(["Gamma 2.5"]);
  expect(await found({ query: "日本" })).toEqual(["Εpsilon"]);
  expect(await found({ query: "lpha" })).toEqual([]);
});

test("accents do not matter in a search", async () => {
  expect(await found({ query: "cafe angstrom" })).toEqual(["Alpha"]);
  expect(await found({ query: "räd" })).toEqual(["delta"]);
  expect(await found({ query: "rad" })).toEqual(["delta"]);
});

test("a category narrows the list, with and without words", async () => {
  expect(await found({ category: "hobby" })).toEqual(["Alpha", "delta"]);
  expect(await found({ category: "hobby", query: "schach" })).toEqual(["delta"]);
  expect(await found({ category: "family" })).toEqual([]);
});

test("a query of spaces is no query, and one without any word finds nothing", async () => {
  expect(await found({ query: "  " })).toHaveLength(5);
  expect(await found({ query: "!?&" })).toEqual([]);
});

test("the operators of the database's query language are just text", async () => {
  for (const query of [
    "a & | !",
    "alpha' | 'b",
    "alpha:*",
    "((alpha",
    "alpha <-> beta",
    "\\",
    "'; drop table rooms;--",
    "a\u0000b",
    "\ud800 alpha",
  ]) {
    await found({ query });
  }
  expect(await found({ query: "!alpha" })).toEqual(["Alpha", "Gamma 2.5"]);
});

test("the directory tells which rooms I am in", async () => {
  const { rooms: listed } = await world.as(bob)("rooms.list", { query: "delta" });
  expect(listed[0]!.joined).toBe(false);
  await world.as(bob)("rooms.join", { roomId: listed[0]!.room.id });
  expect((await world.as(bob)("rooms.list", {})).rooms.filter(({ joined }) => joined)).toMatchObject([
    { room: { name: "delta", memberCount: 2 } },
  ]);
});

test("a forged cursor is refused", async () => {
  const forged = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const id = "00000000-0000-0000-0000-000000000000";
  for (const cursor of [
    "x",
    "%%%",
    forged(null),
    forged({}),
    forged(["name"]),
    forged(["name", "no id"]),
    forged([1, id]),
    forged(["nul\u0000", id]),
    forged(["name", id, "more"]),
    forged(["name", { toString: id }]),
  ]) {
    await expect(world.as(bob)("rooms.list", { cursor })).rejects.toMatchObject({
      code: "invalid_input",
      errors: [{ path: "/cursor" }],
    });
  }
  for (const number of [1.5, 1e300, null, "1", "a name"]) {
    const cursor = forged([number, id]);
    await expect(world.as(bob)("rooms.mine", { cursor })).rejects.toMatchObject({ code: "invalid_input" });
  }
  for (const number of [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]) {
    await world.as(bob)("rooms.mine", { cursor: forged([number, id]) });
  }
});
