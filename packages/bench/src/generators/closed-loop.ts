import { Histogram, type Latency } from "../measure/histogram.ts";
import type { Fleet } from "./fleet.ts";

export interface ClosedLoop {
  /** Messages that may be on their way at a time: 1 means that the next is sent when all have the last. */
  readonly inFlight: number;
  readonly seconds: number;
  readonly body: string;
}

export interface Round {
  readonly messages: number;
  readonly deliveries: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly frameBytes: number;
  /** From a message's being sent to its having reached everybody. */
  readonly toAll: Latency;
  readonly faults: readonly string[];
}

/** A message that is not everywhere after this long is lost. */
const lostAfterMs = 15_000;
const tracked = 4_096;

/**
 * Sends from the first `inFlight` sockets in turn, keeps `inFlight` messages on their way for `seconds`, then waits until
 * each has reached every socket.
 */
export async function closedLoop(fleet: Fleet, { inFlight, seconds, body }: ClosedLoop): Promise<Round> {
  const everybody = fleet.sockets.length;
  const arrived = new Uint32Array(tracked);
  const sentAt = new Float64Array(tracked);
  const toAll = new Histogram();
  const before = fleet.received.slice();
  const firstSeq = Math.max(...fleet.lastSeq) + 1;
  const { promise: drained, resolve: finish } = Promise.withResolvers<void>();
  let [sent, complete, acknowledged, finished] = [0, 0, 0, 0];
  let base = firstSeq;
  const usage = process.cpuUsage();
  const started = performance.now();
  const deadline = started + seconds * 1_000;

  const send = (now: number): void => {
    sentAt[sent % tracked] = now;
    fleet.send(sent % Math.min(inFlight, everybody), ++sent, body);
  };
  const maybeFinish = (): void => {
    if (complete === sent && (acknowledged === sent || !fleet.dialect.acknowledges) && performance.now() >= deadline)
      finish();
  };
  fleet.onReply = () => {
    acknowledged++;
    maybeFinish();
  };
  fleet.onMessage = (_index, seq) => {
    // The first message of a fresh connection tells where its room's order stands.
    if (complete === 0 && sent === inFlight && base === 1) base = seq;
    const slot = (seq - base) % tracked;
    if (++arrived[slot]! !== everybody) return;
    arrived[slot] = 0;
    const now = performance.now();
    toAll.record((now - sentAt[complete % tracked]!) * 1_000);
    complete++;
    finished = now;
    if (now < deadline) send(now);
    else maybeFinish();
  };
  for (let i = 0; i < inFlight; i++) send(started);
  const timer = setTimeout(finish, seconds * 1_000 + lostAfterMs);
  await drained;
  clearTimeout(timer);
  fleet.onMessage = () => {};
  fleet.onReply = () => {};

  checkAll(fleet, before, sent);
  if (fleet.dialect.acknowledges && acknowledged !== sent)
    fleet.fault(`${acknowledged} of ${sent} messages were acknowledged`);
  const { user, system } = process.cpuUsage(usage);
  return {
    messages: complete,
    deliveries: complete * everybody,
    seconds: (finished - started) / 1_000,
    cpuSeconds: (user + system) / 1e6,
    frameBytes: fleet.frameBytes,
    toAll: toAll.summary(),
    faults: fleet.faults,
  };
}

/** Each socket must have got each message, once. That they came in order was seen as they came. */
export function checkAll(
  fleet: Fleet,
  before: Float64Array,
  sent: number,
  except: ReadonlySet<number> = new Set(),
): void {
  fleet.received.forEach((count, index) => {
    const got = count - before[index]!;
    if (got !== sent && !except.has(index)) fleet.fault(`socket ${index} got ${got} of ${sent} messages`);
  });
}
