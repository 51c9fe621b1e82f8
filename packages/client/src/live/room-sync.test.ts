import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FakeSocket, epoch } from "../connection/fake-socket-for-tests.ts";
import { ParleyError } from "../errors.ts";
import type { Call } from "../requests/caller.ts";
import { memoryOutbox } from "../requests/outbox-storage.ts";
import { SendQueue } from "../requests/send-queue.ts";
import { SocketRequests } from "../requests/socket-requests.ts";
import { ada, message, room } from "./events-for-tests.ts";
import { RoomSync } from "./room-sync.ts";
import { RoomTimeline } from "./room-timeline.ts";
import { lastSeq } from "./timeline-window.ts";

let sent: { id: number; op: string; input: { epoch?: string; rooms: unknown[] } }[];
let news: number;
let heard: string[];
let begun: [string, number][];
let requests: SocketRequests;
let sync: RoomSync;

/** The newest page of every room ends here. */
let newest: number;
let history: Call;
const newestPage: Call = (() =>
  Promise.resolve({ events: [message(newest)], hasOlder: true, hasNewer: false, seq: newest })) as Call;

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  heard = [];
  begun = [];
  newest = 10;
  history = newestPage;
  news = 0;
  requests = new SocketRequests((frame) => sent.push(JSON.parse(frame)) > 0);
  sync = new RoomSync({
    requests,
    event: () => (news += 1),
    missed: (id) => heard.push(`missed ${id}`),
    begun: (id, seq) => begun.push([id, seq]),
    epochChanged: () => heard.push("epoch changed"),
    random: () => 0.5,
  });
});
afterEach(() => void vi.useRealTimers());

const pass = (ms = 0) => vi.advanceTimersByTimeAsync(ms);
const hello = (of = epoch) => {
  const socket = new FakeSocket();
  socket.onmessage = ({ data }) => sync.live({ ...JSON.parse(data), epoch: of });
  socket.hello();
};

function timelineOf(roomId = room): RoomTimeline {
  const queue = new SendQueue({
    storage: memoryOutbox(),
    owner: { id: "page", claim: () => {}, release: () => {} },
    transmit: () => {},
    renew: () => {},
    acknowledged: () => {},
    changed: () => {},
    random: Math.random,
    now: Date.now,
  });
  return new RoomTimeline(roomId, {
    call: history,
    queue,
    me: () => ada.id,
    opened: (timeline) => sync.opened(timeline),
    closed: (timeline) => sync.closed(timeline),
    live: (id) => sync.follows(id),
  });
}

async function followed(): Promise<RoomTimeline> {
  const timeline = timelineOf();
  hello();
  timeline.open();
  await pass();
  answer({ epoch, rooms: [{ room, status: "live", seq: newest, events: [] }] });
  await pass();
  return timeline;
}

function answer(ok: unknown): void {
  requests.reply({ id: sent.shift()?.id ?? 0, ok });
}

const end = ({ loader }: RoomTimeline) => (loader.window === undefined ? 0 : lastSeq(loader.window));

test("rooms that are opened together are asked for together", async () => {
  hello();
  for (const id of ["a", "b", "c"]) timelineOf(id).open();
  await pass();
  expect(sent.map(({ op, input }) => [op, input.rooms])).toEqual([
    ["sync.resume", [{ room: "a" }, { room: "b" }, { room: "c" }]],
  ]);
});

test("a room that is followed from its newest seq on is told, for what was before may have been missed; one that goes on is not", async () => {
  await followed();
  expect(begun).toEqual([[room, 10]]);
  sync.lost();
  hello();
  answer({ epoch, rooms: [{ room, status: "live", seq: 11, events: [message(11)] }] });
  expect(begun).toHaveLength(1);
});

test("after a reconnect all open rooms go on from the last event each has, in one request", async () => {
  const timeline = await followed();
  sync.receive(message(11));
  sync.lost();
  hello();
  expect(sent).toMatchObject([{ op: "sync.resume", input: { epoch, rooms: [{ room, seq: 11 }] } }]);
  answer({ epoch, rooms: [{ room, status: "live", seq: 13, events: [message(12), message(13)] }] });
  expect(end(timeline)).toBe(13);
  expect(news).toBe(3);
});

test("events that come right behind the reply find it already done", async () => {
  const timeline = await followed();
  sync.lost();
  hello();
  answer({ epoch, rooms: [{ room, status: "live", seq: 11, events: [message(11)] }] });
  sync.receive(message(12));
  expect(end(timeline)).toBe(12);
});

test("too much missed: the newest page is shown, and the room is live behind it", async () => {
  const timeline = await followed();
  sync.lost();
  hello();
  newest = 1_000;
  answer({ epoch, rooms: [{ room, status: "reset", seq: 1_000 }] });
  sync.receive(message(1_001));
  expect(end(timeline)).toBe(10);
  await pass();
  expect(end(timeline)).toBe(1_001);
  expect(heard).toEqual([`missed ${room}`]);
});

test("a room that is gone shows nothing, and is not asked for again", async () => {
  const timeline = await followed();
  sync.lost();
  hello();
  answer({ epoch, rooms: [{ room, status: "gone" }] });
  await pass(60_000);
  expect(timeline.get()).toMatchObject({ status: "gone", items: [] });
  expect(sent).toEqual([]);
});

test("another epoch is noticed before any position is used", async () => {
  const timeline = await followed();
  sync.lost();
  heard = [];
  hello("another");
  expect(heard).toEqual(["epoch changed"]);
  expect(timeline.get().items).toHaveLength(1);
});

test("a room that is closed is paused after a while, unless it is opened again", async () => {
  const timeline = await followed();
  timeline.close();
  await pass(4_000);
  timeline.open();
  await pass(10_000);
  expect(sent).toEqual([]);
  timeline.close();
  await pass(5_000);
  expect(sent).toMatchObject([{ op: "sync.pause", input: { rooms: [room] } }]);
  // Not before the answer: "resume" must not be overtaken.
  timeline.open();
  await pass();
  expect(sent).toHaveLength(1);
  answer(null);
  expect(sent).toMatchObject([{ op: "sync.resume", input: { rooms: [{ room, seq: 10 }] } }]);
});

test("more rooms than one request takes are asked for in several", async () => {
  hello();
  for (let i = 0; i < 150; i++) timelineOf(`${i}`).open();
  await pass();
  expect(sent).toHaveLength(1);
  expect(sent[0]?.input.rooms).toHaveLength(100);
  const rooms = Array.from({ length: 100 }, (_, i) => ({ room: `${i}`, status: "live", seq: 1, events: [] }));
  answer({ epoch, rooms });
  expect(sent[0]?.input.rooms).toHaveLength(50);
});

test("a refusal is tried again after a wait", async () => {
  hello();
  timelineOf().open();
  await pass();
  const problem = { type: "", title: "", status: 503, code: "unavailable" as const };
  requests.reply({ id: sent.shift()?.id ?? 0, error: problem });
  expect(sent).toEqual([]);
  await pass(2_000);
  expect(sent).toMatchObject([{ op: "sync.resume" }]);
});

test("put out and taken in again while the room is asked for: it is asked for once more, and not believed to be live", async () => {
  const timeline = timelineOf();
  hello();
  timeline.open();
  await pass();
  sync.gone(room);
  timeline.gone();
  timeline.back();
  sync.back(room);
  answer({ epoch, rooms: [{ room, status: "live", seq: 10, events: [] }] });
  expect(sync.follows(room)).toBe(false);
  expect(sent).toMatchObject([{ op: "sync.resume" }]);
  answer({ epoch, rooms: [{ room, status: "live", seq: 10, events: [] }] });
  expect(sync.follows(room)).toBe(true);
});

test("taken into a room while it is asked for: an answer from before does not hide it", async () => {
  const timeline = timelineOf();
  hello();
  timeline.open();
  await pass();
  timeline.back();
  sync.back(room);
  answer({ epoch, rooms: [{ room, status: "gone" }] });
  expect(timeline.get().status).not.toBe("gone");
  expect(sent).toMatchObject([{ op: "sync.resume" }]);
});

test("taken into a room while its page is on its way: a refusal from before does not hide it", async () => {
  let refuse = () => {};
  history = () => new Promise((_, reject) => (refuse = () => reject(new ParleyError("not_found"))));
  const timeline = timelineOf();
  timeline.open();
  const late = refuse;
  timeline.back();
  late();
  await pass();
  expect(timeline.get().status).toBe("loading");
});
