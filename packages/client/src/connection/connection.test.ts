import { closeCodes } from "@parley/protocol";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ParleyError } from "../errors.ts";
import { Connection } from "./connection.ts";
import { FakeSocket } from "./fake-socket-for-tests.ts";
import { timings } from "./timings.ts";

let sockets: FakeSocket[];
let log: string[];
let prepared: boolean[];
let prepare: () => Promise<string | undefined>;
let admits: boolean;
/** Where in the bound of the backoff a wait lies. */
let chance: number;
let connection: Connection;

beforeEach(() => {
  vi.useFakeTimers();
  sockets = [];
  log = [];
  prepared = [];
  prepare = () => Promise.resolve(undefined);
  admits = true;
  chance = 0.5;
  connection = new Connection({
    openSocket() {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket as unknown as WebSocket;
    },
    prepare(suspect) {
      prepared.push(suspect);
      return prepare();
    },
    admit: () => admits,
    live: () => log.push("live"),
    frame: (frame) => log.push("type" in frame ? frame.type : `reply ${frame.id}`),
    lost: () => log.push("lost"),
    sessionOver: () => log.push("session over"),
    random: () => chance,
    now: Date.now,
  });
});
afterEach(() => {
  connection.leave("stopped");
  vi.useRealTimers();
});

const name = () => connection.state.get().name;
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const newest = () => sockets.at(-1)!;

async function goLive(): Promise<FakeSocket> {
  connection.start();
  await pass(0);
  newest().open();
  newest().hello();
  return newest();
}

test("a connection goes through its states to live", async () => {
  const seen = [name()];
  connection.state.subscribe(() => seen.push(name()));
  await goLive();
  expect(seen).toEqual(["idle", "connecting", "authenticating", "live"]);
  expect(log).toEqual(["live"]);
});

test("outside of browsers the first frame brings the access token", async () => {
  prepare = () => Promise.resolve("secret");
  await goLive();
  expect(newest().sent[0]).toBe('{"type":"authenticate","token":"secret"}');
});

test("nothing is sent before the server has said hello", async () => {
  connection.start();
  await pass(0);
  newest().open();
  expect(connection.send("x")).toBe(false);
  newest().hello();
  expect(connection.send("x")).toBe(true);
});

test("a lost connection is made again after a wait that tells when", async () => {
  const socket = await goLive();
  socket.closes(1006);
  const { name: now, retryAt, attempt } = connection.state.get();
  expect({ now, wait: retryAt! - Date.now(), attempt }).toEqual({ now: "waiting", wait: 500, attempt: 1 });
  expect(log).toEqual(["live", "lost"]);
  await pass(500);
  expect(name()).toBe("connecting");
  expect(sockets).toHaveLength(2);
});

test("waits grow to half a minute while the server is away, and start small again after a good while", async () => {
  chance = 0.999999;
  connection.start();
  const waits: number[] = [];
  for (let i = 0; i < 8; i++) {
    await pass(0);
    newest().closes(1006);
    waits.push(connection.state.get().retryAt! - Date.now());
    await pass(waits.at(-1)!);
  }
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  newest().open();
  newest().hello();
  await pass(timings.stableAfter - 1);
  newest().closes(1006);
  expect(connection.state.get().retryAt! - Date.now()).toBe(30_000);
  await pass(30_000);
  newest().open();
  newest().hello();
  await pass(timings.stableAfter);
  newest().closes(1006);
  expect(connection.state.get().retryAt! - Date.now()).toBe(1_000);
});

test("a handshake into a black hole is given up, and a server that never says hello too", async () => {
  connection.start();
  await pass(timings.connectWithin);
  expect(name()).toBe("waiting");
  expect(newest().closedByClient).toBe(true);
  await pass(500);
  newest().open();
  await pass(timings.helloWithin);
  expect(name()).toBe("waiting");
});

test("what a given-up socket still says is not heard", async () => {
  connection.start();
  await pass(timings.connectWithin);
  const [old] = sockets;
  old?.open();
  old?.hello();
  old?.closes(1000);
  expect(name()).toBe("waiting");
  expect(log).toEqual([]);
});

test("a half-open link is noticed within thirty seconds, whenever it broke", async () => {
  for (const aliveFor of [0, 1, 4_999, 12_345, 60_000]) {
    const socket = await goLive();
    for (let alive = 0; alive < aliveFor; alive += 1_000) {
      socket.says({ type: "pong" });
      await pass(Math.min(1_000, aliveFor - alive));
    }
    socket.says({ type: "pong" });
    const before = socket.pings;
    await pass(14_000 - timings.heartbeatTick);
    expect(socket.pings).toBe(before);
    await pass(30_000 - 14_000 + timings.heartbeatTick);
    expect(socket.closedByClient).toBe(true);
    connection.leave("stopped");
  }
});

test("a quiet link that answers pings lives", async () => {
  const socket = await goLive();
  for (let i = 0; i < 20; i++) {
    const before = socket.pings;
    while (socket.pings === before) await pass(1_000);
    socket.says({ type: "pong" });
  }
  expect(name()).toBe("live");
});

test("an expired token is renewed at once, and again only after a wait", async () => {
  const socket = await goLive();
  socket.closes(closeCodes.tokenExpired);
  await pass(0);
  expect(prepared).toEqual([false, true]);
  newest().open();
  newest().closes(closeCodes.unauthenticated);
  await pass(0);
  expect(name()).toBe("waiting");
  await pass(1_000);
  expect(prepared).toEqual([false, true, true]);
});

test("an ended session signs out and stays so", async () => {
  const socket = await goLive();
  socket.closes(closeCodes.sessionEnded);
  expect(name()).toBe("signed_out");
  expect(log).toEqual(["live", "lost", "session over"]);
  await pass(120_000);
  expect(sockets).toHaveLength(1);
});

test("a refusal for good stops, until somebody starts again", async () => {
  const socket = await goLive();
  socket.closes(closeCodes.malformed);
  expect(name()).toBe("stopped");
  await pass(120_000);
  expect(sockets).toHaveLength(1);
  connection.start();
  await pass(0);
  expect(sockets).toHaveLength(2);
});

test("without a session there is no try", async () => {
  prepare = () => Promise.reject(new ParleyError("unauthenticated"));
  connection.start();
  await pass(0);
  expect(name()).toBe("signed_out");
  expect(log).toEqual(["session over"]);
  expect(sockets).toEqual([]);
});

test("when a session cannot be made sure of just now, it is tried again when the server said", async () => {
  prepare = () => Promise.reject(new ParleyError("rate_limited", { retryAfter: 20 }));
  connection.start();
  await pass(0);
  expect(connection.state.get()).toMatchObject({ name: "waiting", retryAt: Date.now() + 20_000 });
});

test("a server that is about to stop is left when it said, and no wait is added", async () => {
  const socket = await goLive();
  socket.says({ type: "server.reconnect", afterMs: 3_000 });
  await pass(2_999);
  expect(name()).toBe("live");
  await pass(2);
  expect(sockets).toHaveLength(2);
  expect(socket.closedByClient).toBe(true);
});

test("a server that stops before it said is come back to when it said", async () => {
  const socket = await goLive();
  socket.says({ type: "server.reconnect", afterMs: 3_000 });
  await pass(1_000);
  socket.closes(closeCodes.restarting);
  expect(connection.state.get()).toMatchObject({ name: "waiting", retryAt: Date.now() + 2_000 });
});

test("the network's return brings the next try forward, but does not hammer", async () => {
  chance = 0.9;
  const socket = await goLive();
  connection.networkLost();
  expect(name()).toBe("offline");
  expect(socket.closedByClient).toBe(true);
  connection.wake();
  await pass(0);
  expect(sockets).toHaveLength(2);
  newest().closes(1006);
  connection.wake();
  await pass(0);
  expect(sockets).toHaveLength(2);
  await pass(1_800);
  expect(sockets).toHaveLength(3);
});

test("a device that says it has no network tries all the same: the server may be on it", async () => {
  await goLive();
  connection.networkLost();
  await pass(500);
  newest().open();
  newest().hello();
  expect(name()).toBe("live");
});

test("a person who looks at the page again learns soon that the link is dead", async () => {
  const socket = await goLive();
  connection.wake();
  expect(socket.pings).toBe(1);
  await pass(timings.probeWithin);
  expect(name()).toBe("waiting");
});

test("a person who does not want to wait tries now", async () => {
  const socket = await goLive();
  connection.start();
  socket.closes(1006);
  connection.start();
  connection.start();
  await pass(0);
  expect(sockets).toHaveLength(2);
});

test("a greeting to somebody else is not accepted", async () => {
  admits = false;
  connection.start();
  await pass(0);
  newest().open();
  newest().hello();
  expect(name()).toBe("waiting");
  expect(log).toEqual([]);
});

test("a frame that cannot be read is left alone", async () => {
  const socket = await goLive();
  for (const data of ["", "{", "null", "7"]) socket.onmessage?.({ data });
  expect(name()).toBe("live");
  expect(log).toEqual(["live"]);
});

test("stopping ends all that is due", async () => {
  await goLive();
  connection.leave("stopped");
  expect(vi.getTimerCount()).toBe(0);
  expect(log).toEqual(["live", "lost"]);
});
