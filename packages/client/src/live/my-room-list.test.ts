import type { MyRoom, OperationName } from "@parley/protocol";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ParleyError } from "../errors.ts";
import type { Call } from "../requests/caller.ts";
import { at, message, myRoom, room } from "./events-for-tests.ts";
import { MyRoomList } from "./my-room-list.ts";

const other = "0199a1f2-0000-7000-8000-000000000002";
let asked: {
  name: OperationName;
  input: unknown;
  answer: (output: unknown) => void;
  fail: (error: ParleyError) => void;
}[];
let joined: string[];
let left: string[];
let list: MyRoomList;

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  joined = [];
  left = [];
  const call = ((name: OperationName, input: unknown) =>
    new Promise<unknown>((answer, fail) => asked.push({ name, input, answer, fail }))) as unknown as Call;
  list = new MyRoomList({ call, me: () => "me", joined: (id) => joined.push(id), left: (id) => left.push(id) });
});
afterEach(() => void vi.useRealTimers());

const pass = (ms = 0) => vi.advanceTimersByTimeAsync(ms);
const shown = () => list.get().rooms.map(({ room: { id }, unread }) => [id, unread]);

async function loaded(...rooms: MyRoom[]): Promise<void> {
  void list.refresh();
  asked.shift()?.answer({ rooms });
  await pass();
}

test("all pages are read, latest activity first", async () => {
  void list.refresh();
  asked[0]?.answer({ rooms: [myRoom(3, 3)], nextCursor: "more" });
  await pass();
  expect(asked[1]?.input).toMatchObject({ cursor: "more" });
  expect(list.get().status).toBe("loading");
  asked[1]?.answer({ rooms: [myRoom(9, 7, other)] });
  await pass();
  expect(list.get().status).toBe("ready");
  expect(shown()).toEqual([
    [other, 2],
    [room, 0],
  ]);
});

test("no more than a thousand rooms are held", async () => {
  void list.refresh();
  for (let page = 0; page < 10; page++) {
    const rooms = Array.from({ length: 100 }, (_, i) => myRoom(1, 1, `${page}-${i}`));
    asked[page]?.answer({ rooms, nextCursor: "more" });
    await pass();
  }
  expect(asked).toHaveLength(10);
  expect(shown()).toHaveLength(1_000);
});

test("a list that cannot be read says so, and keeps what it had", async () => {
  void list.refresh();
  asked.shift()?.fail(new ParleyError("offline"));
  await pass();
  expect(list.get()).toMatchObject({ status: "error", error: { code: "offline" } });
  await loaded(myRoom(3, 3));
  void list.refresh();
  asked.shift()?.fail(new ParleyError("offline"));
  await pass();
  expect(list.get()).toMatchObject({ status: "ready", rooms: [{}] });
});

test("news moves a room up and its unread count on", async () => {
  await loaded(myRoom(5, 5), myRoom(3, 3, other));
  list.ephemeral({ type: "room.activity", room: other, seq: 9, messageCount: 7, at: at(9) });
  expect(shown()).toEqual([
    [other, 4],
    [room, 0],
  ]);
  list.event(message(6));
  list.event(message(7));
  expect(shown().find(([id]) => id === room)).toEqual([room, 2]);
});

test("after a hole in the news the server is asked to count, once", async () => {
  await loaded(myRoom(5, 5));
  for (const seq of [8, 9, 10]) list.event(message(seq));
  await pass(1_000);
  expect(asked.map(({ name }) => name)).toEqual(["rooms.mine"]);
  asked[0]?.answer({ rooms: [myRoom(10, 5)] });
  await pass();
  expect(shown()).toEqual([[room, 5]]);
});

test("a page that was read before the news does not take it back", async () => {
  await loaded(myRoom(5, 5));
  void list.refresh();
  list.event(message(6));
  asked.shift()?.answer({ rooms: [myRoom(5, 5)] });
  await pass();
  expect(shown()).toEqual([[room, 1]]);
});

test("a room that came or went while the page was on its way stays so", async () => {
  await loaded(myRoom(5, 5));
  void list.refresh();
  list.ephemeral({ type: "me.room_added", room: myRoom(1, 1, other) });
  list.ephemeral({ type: "me.room_removed", room, reason: "removed" });
  asked.shift()?.answer({ rooms: [myRoom(5, 5)] });
  await pass();
  expect(shown()).toEqual([[other, 0]]);
  expect([joined, left]).toEqual([[other], [room]]);
});

test("news of a room that the page on its way may not know is not lost", async () => {
  void list.refresh();
  list.event(message(6));
  asked.shift()?.answer({ rooms: [myRoom(5, 5)] });
  await pass();
  asked.shift()?.answer({ rooms: [myRoom(6, 5)] });
  await pass();
  expect(shown()).toEqual([[room, 1]]);
});

test("reading shows at once; quick marks are sent as one; what could not be sent is sent on the next connect", async () => {
  await loaded(myRoom(5, 0));
  void list.markRead(room, 3);
  void list.markRead(room, 4);
  void list.markRead(room, 5);
  expect(shown()).toEqual([[room, 0]]);
  expect(asked.map(({ input }) => input)).toEqual([{ roomId: room, seq: 3 }]);
  asked.shift()?.answer({ readSeq: 3, unread: 2, messageCount: 5 });
  await pass();
  expect(shown()).toEqual([[room, 0]]);
  expect(asked.map(({ input }) => input)).toEqual([{ roomId: room, seq: 5 }]);
  asked.shift()?.fail(new ParleyError("offline"));
  await pass(60_000);
  expect(asked).toEqual([]);
  list.live();
  expect(asked.map(({ name, input }) => [name, input])).toContainEqual(["rooms.markRead", { roomId: room, seq: 5 }]);
});

test("a read position never moves back", async () => {
  await loaded(myRoom(9, 7));
  await list.markRead(room, 5);
  list.ephemeral({ type: "me.read", room, readSeq: 5, unread: 4, messageCount: 9 });
  expect(asked).toEqual([]);
  expect(shown()).toEqual([[room, 2]]);
});

test("nothing of one account is shown to the next, late answers neither", async () => {
  await loaded(myRoom(5, 5));
  void list.refresh();
  void list.join(other);
  list.clear();
  asked[0]?.answer({ rooms: [myRoom(5, 5)] });
  asked[1]?.answer(myRoom(1, 1, other));
  await pass();
  expect(list.get()).toMatchObject({ status: "loading", rooms: [] });
  expect(joined).toEqual([]);
});

test("a list that is asked for by the next account while the one before is read is read anew", async () => {
  void list.refresh();
  list.clear();
  list.live();
  asked.shift()?.answer({ rooms: [myRoom(5, 5)] });
  await pass();
  expect(shown()).toEqual([]);
  asked.shift()?.answer({ rooms: [myRoom(1, 0, other)] });
  await pass();
  expect(shown()).toEqual([[other, 1]]);
});

test("a list that the server could not give just now is asked for again while the connection lives", async () => {
  list.live();
  asked.shift()?.fail(new ParleyError("unavailable"));
  await pass();
  expect(list.get().status).toBe("error");
  await pass(5_000);
  asked.shift()?.answer({ rooms: [myRoom(3, 3)] });
  await pass();
  expect(list.get()).toMatchObject({ status: "ready", rooms: [{ seq: 3 }] });
  expect(list.get().error).toBeUndefined();
});

test("without a connection the list is not asked for again and again", async () => {
  list.live();
  list.lost();
  asked.shift()?.fail(new ParleyError("connection_lost"));
  await pass(60_000);
  expect(asked).toEqual([]);
});
