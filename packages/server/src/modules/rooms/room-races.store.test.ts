import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { User } from "@parley/protocol";
import { outcomes, startRooms, type RoomsForTests } from "./rooms-for-tests.ts";

let world: RoomsForTests;
let crowd: User[];
let open: string;
let owner: User;
let round = 0;

beforeAll(async () => {
  world = await startRooms();
  // A deadlock is not found, so that the store cannot hide it by trying again: it ends in statements that take too long.
  const patient = "select set_config('deadlock_timeout', '20s', false), pg_sleep(0.2)";
  await Promise.all(Array.from({ length: 10 }, () => world.store.query(patient)));
  crowd = await Promise.all(Array.from({ length: 20 }, (_, i) => world.person(`crowd${i}`)));
});
afterAll(() => world.close());
beforeEach(async () => {
  owner = await world.person(`owner${++round}`);
  open = (await world.as(owner)("rooms.create", { name: `Open ${round}`, visibility: "public" })).room.id;
});

const join = (user: User, roomId = open) => world.as(user)("rooms.join", { roomId });
const leave = (user: User, roomId = open) => world.as(user)("rooms.leave", { roomId });

async function expectSound(roomId: string): Promise<void> {
  const [room] = await world.store.query<{ seq: number; member_count: number; deleted: boolean }>(
    "select seq, member_count, deleted_at is not null as deleted from rooms where id = $1",
    [roomId],
  );
  const timeline = await world.timeline(roomId);
  expect(timeline.map(({ seq }) => seq)).toEqual(Array.from({ length: room!.seq }, (_, i) => i + 1));
  const [members] = await world.store.query<{ n: number; owners: number }>(
    "select count(*) as n, count(*) filter (where role = 'owner') as owners from members where room_id = $1",
    [roomId],
  );
  expect(members!.n).toBe(room!.member_count);
  expect(members!.owners > 0).toBe(!room!.deleted);
  const [backwards] = await world.store.query<{ n: number }>(
    `select count(*) as n from (
       select at < lag(at) over (order by seq) as back from room_events where room_id = $1
     ) t where back`,
    [roomId],
  );
  expect(backwards!.n).toBe(0);
}

test("after five hundred joins and leaves at random the order has no gap and the count is exact", async () => {
  const codes = new Set<string>();
  const comeAndGo = async (user: User): Promise<void> => {
    for (let step = 0; step < 25; step++) {
      for (const code of await outcomes([Math.random() < 0.6 ? join(user) : leave(user)])) codes.add(code);
    }
  };
  // Each on two devices.
  await Promise.all([...crowd.slice(0, 10), ...crowd.slice(0, 10)].map(comeAndGo));
  codes.delete("not_a_member");
  expect([...codes]).toEqual(["done"]);
  expect((await world.timeline(open)).length).toBeGreaterThan(40);
  await expectSound(open);
});

test("the last two owners leaving at once leave a deleted room, not one without an owner", async () => {
  for (let i = 0; i < 10; i++) {
    const { room } = await world.as(owner)("rooms.create", { name: `Two ${round} ${i}`, visibility: "public" });
    await join(crowd[0]!, room.id);
    await world.store.query("update members set role = 'owner' where room_id = $1", [room.id]);
    expect(await outcomes([leave(owner, room.id), leave(crowd[0]!, room.id)])).toEqual(["done", "done"]);
    await expectSound(room.id);
    await expect(join(crowd[1]!, room.id)).rejects.toMatchObject({ code: "not_found" });
  }
});

test("two owners leaving at once with a member left make that member the owner", async () => {
  await join(crowd[0]!);
  await world.store.query("update members set role = 'owner' where room_id = $1", [open]);
  await join(crowd[1]!);
  await Promise.all([leave(owner), leave(crowd[0]!)]);
  await expectSound(open);
  expect(await world.rooms.membership(open, crowd[1]!.id)).toEqual({ role: "owner" });
});

test("joining, leaving, adding and reading while the room is deleted ends in a deleted room and no deadlock", async () => {
  for (let i = 0; i < 10; i++) {
    const { room } = await world.as(owner)("rooms.create", { name: `Doomed ${round} ${i}`, visibility: "public" });
    await Promise.all(crowd.slice(0, 5).map((user) => join(user, room.id)));
    const ends = await outcomes([
      ...crowd.slice(5, 10).map((user) => join(user, room.id)),
      ...crowd.slice(0, 3).map((user) => leave(user, room.id)),
      world.as(crowd[4]!)("rooms.markRead", { roomId: room.id, seq: 5 }),
      world.as(owner)("rooms.delete", { roomId: room.id }),
      world.as(owner)("rooms.addMember", { roomId: room.id, username: crowd[10]!.username }),
      ...crowd.slice(11, 15).map((user) => join(user, room.id)),
    ]);
    const codes = new Set(ends);
    for (const expected of ["done", "not_found"]) codes.delete(expected);
    expect([...codes]).toEqual([]);
    const timeline = await world.timeline(room.id);
    expect(timeline.at(-1)?.type).toBe("room.deleted");
    expect(await world.store.query("select from members where room_id = $1", [room.id])).toEqual([]);
    await expectSound(room.id);
  }
});

test("somebody added and joining at once is in the room once", async () => {
  const user = crowd[0]!;
  await Promise.all([
    join(user),
    world.as(owner)("rooms.addMember", { roomId: open, username: user.username }),
    join(user),
  ]);
  expect((await world.timeline(open)).filter(({ type }) => type === "member.joined")).toHaveLength(2);
  await expectSound(open);
});

test("somebody put out and leaving at once goes once", async () => {
  await join(crowd[0]!);
  const ends = await outcomes([
    leave(crowd[0]!),
    world.as(owner)("rooms.removeMember", { roomId: open, userId: crowd[0]!.id }),
  ]);
  expect(ends.filter((code) => code === "done")).toHaveLength(1);
  await expectSound(open);
});
