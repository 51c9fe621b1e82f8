import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { User } from "@parley/protocol";
import { silentLogger } from "../../kernel/logger.ts";
import { topics } from "../../kernel/topics.ts";
import { leaveRoom } from "./leave-room.ts";
import { newsOf, outcomes, startRooms, types, type RoomsForTests } from "./rooms-for-tests.ts";

let world: RoomsForTests;
let ada: User;
let bob: User;
let cleo: User;
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
  cleo = await world.person(`cleo${people}`);
  open = (await world.as(ada)("rooms.create", { name: `Open ${people}`, visibility: "public" })).room.id;
  await world.as(bob)("rooms.join", { roomId: open });
  world.heard.length = 0;
});

const members = async (user: User, roomId = open) =>
  (await world.as(user)("rooms.members", { roomId })).members.map((member) => [member.user.username, member.role]);

test("who leaves is out before the room hears of it", async () => {
  await world.as(bob)("rooms.leave", { roomId: open });
  expect(world.heard.map(({ topic }) => topic)).toEqual([
    "memberships-changed",
    topics.user(bob.id).name,
    topics.room(open).name,
  ]);
  expect(newsOf(world.heard, topics.user(bob.id))).toEqual([
    {
      kind: "membership",
      room: open,
      member: false,
      seq: 4,
      event: { type: "me.room_removed", room: open, reason: "left" },
    },
  ]);
  expect(newsOf(world.heard, topics.room(open))[0]!.events).toMatchObject([
    { type: "member.left", seq: 4, user: bob, by: null },
  ]);
  expect(await world.as(ada)("rooms.get", { roomId: open })).toMatchObject({ room: { memberCount: 1 } });
});

test("a former member's rights end with the answer, cached or not", async () => {
  expect(await world.rooms.membership(open, bob.id)).toEqual({ role: "member" });
  await world.as(bob)("rooms.leave", { roomId: open });
  expect(await world.rooms.membership(open, bob.id)).toBeNull();
  await expect(world.rooms.requireMember(open, bob.id)).rejects.toMatchObject({ code: "not_a_member" });
  await expect(world.as(bob)("rooms.members", { roomId: open })).rejects.toMatchObject({ code: "not_a_member" });
  await expect(world.as(bob)("rooms.leave", { roomId: open })).rejects.toMatchObject({ code: "not_a_member" });
  expect((await world.as(bob)("rooms.mine", {})).rooms).toEqual([]);
});

test("a former member of a private room finds nothing there any more", async () => {
  const { room } = await world.as(ada)("rooms.create", { name: "Closed", visibility: "private" });
  await world.as(ada)("rooms.addMember", { roomId: room.id, username: bob.username });
  expect(await world.as(bob)("rooms.get", { roomId: room.id })).toMatchObject({ joined: true });
  await world.rooms.requireMember(room.id, bob.id);
  await world.as(ada)("rooms.removeMember", { roomId: room.id, userId: bob.id });
  const ends = await outcomes([
    world.as(bob)("rooms.get", { roomId: room.id }),
    world.as(bob)("rooms.join", { roomId: room.id }),
    world.as(bob)("rooms.members", { roomId: room.id }),
    world.rooms.requireMember(room.id, bob.id),
  ]);
  expect(ends).toEqual(Array(4).fill("not_found"));
});

test("when the last owner leaves, the member who has been there longest becomes owner", async () => {
  await world.as(cleo)("rooms.join", { roomId: open });
  expect(await world.rooms.membership(open, bob.id)).toEqual({ role: "member" });
  world.heard.length = 0;
  await world.as(ada)("rooms.leave", { roomId: open });
  const [news] = newsOf(world.heard, topics.room(open));
  expect(news!.events).toMatchObject([
    { type: "member.left", seq: 5, user: ada },
    { type: "member.role_changed", seq: 6, user: bob, role: "owner" },
  ]);
  expect(await world.rooms.membership(open, bob.id)).toEqual({ role: "owner" });
  expect(await members(cleo)).toEqual([
    [bob.username, "owner"],
    [cleo.username, "member"],
  ]);
});

test("when nobody is left the room is deleted, and its name is free", async () => {
  await world.as(bob)("rooms.leave", { roomId: open });
  world.heard.length = 0;
  await world.as(ada)("rooms.leave", { roomId: open });
  const [news] = newsOf(world.heard, topics.room(open));
  expect(types(news!.events)).toEqual(["member.left", "room.deleted"]);
  await expect(world.as(ada)("rooms.get", { roomId: open })).rejects.toMatchObject({ code: "not_found" });
  await expect(world.as(bob)("rooms.join", { roomId: open })).rejects.toMatchObject({ code: "not_found" });
  await world.as(bob)("rooms.create", { name: `Open ${people}`, visibility: "public" });
});

test("an owner puts a member out, who is told so", async () => {
  await world.as(ada)("rooms.removeMember", { roomId: open, userId: bob.id });
  expect(newsOf(world.heard, topics.user(bob.id))).toMatchObject([{ member: false, event: { reason: "removed" } }]);
  expect(newsOf(world.heard, topics.room(open))[0]!.events).toMatchObject([
    { type: "member.left", user: bob, by: ada },
  ]);
  const again = world.as(ada)("rooms.removeMember", { roomId: open, userId: bob.id });
  await expect(again).rejects.toMatchObject({ code: "not_found" });
});

test("members put nobody out, and owners leave instead of putting themselves out", async () => {
  await world.as(cleo)("rooms.join", { roomId: open });
  const byMember = world.as(bob)("rooms.removeMember", { roomId: open, userId: cleo.id });
  await expect(byMember).rejects.toMatchObject({ code: "forbidden" });
  const bySelf = world.as(ada)("rooms.removeMember", { roomId: open, userId: ada.id });
  await expect(bySelf).rejects.toMatchObject({ code: "forbidden" });
  expect(await members(ada)).toHaveLength(3);
});

test("who leaves has left, also when the room cannot be told who is owner now", async () => {
  const { store, bus } = world;
  const users = {
    findByUsername: () => Promise.reject(new Error("down")),
    byIds: () => Promise.reject(new Error("down")),
  };
  const parts = { store, bus, users, logger: silentLogger };
  expect(await leaveRoom(parts, ada, open)).toBeNull();
  expect(newsOf(world.heard, topics.user(ada.id))).toMatchObject([{ member: false }]);
  expect(newsOf(world.heard, topics.room(open))).toEqual([]);
  expect(await world.rooms.membership(open, bob.id)).toEqual({ role: "owner" });
});
