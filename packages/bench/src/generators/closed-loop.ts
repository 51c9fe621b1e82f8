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
export async function closedLoop(fleet: Fleet, loop: ClosedLoop): Promise<Round> {
  const before = fleet.received.slice();
  const usage = process.cpuUsage();
  const flight = new Flight(fleet, loop);
  await flight.done;
  checkAll(fleet, before, flight.sent);
  if (fleet.dialect.acknowledges && flight.acknowledged !== flight.sent) {
    fleet.fault(`${flight.acknowledged} of ${flight.sent} messages were acknowledged`);
  }
  const { user, system } = process.cpuUsage(usage);
  return {
    messages: flight.complete,
    deliveries: flight.complete * fleet.sockets.length,
    seconds: (flight.finished - flight.started) / 1_000,
    cpuSeconds: (user + system) / 1e6,
    frameBytes: fleet.frameBytes,
    toAll: flight.toAll.summary(),
    faults: fleet.faults,
  };
}

/** The messages on their way. */
class Flight {
  readonly toAll = new Histogram();
  readonly done: Promise<void>;
  readonly started = performance.now();
  finished = this.started;
  sent = 0;
  complete = 0;
  acknowledged = 0;
  readonly #fleet: Fleet;
  readonly #loop: ClosedLoop;
  readonly #deadline: number;
  readonly #arrived = new Uint32Array(tracked);
  readonly #sentAt = new Float64Array(tracked);
  /** Where the room's order stands: seqs are counted from here. */
  #base: number;
  #finish: () => void = () => {};

  constructor(fleet: Fleet, loop: ClosedLoop) {
    this.#fleet = fleet;
    this.#loop = loop;
    this.#deadline = this.started + loop.seconds * 1_000;
    this.#base = Math.max(...fleet.lastSeq) + 1;
    this.done = new Promise((resolve) => {
      const timer = setTimeout(() => this.#finish(), loop.seconds * 1_000 + lostAfterMs);
      this.#finish = () => {
        clearTimeout(timer);
        fleet.onMessage = () => {};
        fleet.onReply = () => {};
        resolve();
      };
    });
    fleet.onReply = () => {
      this.acknowledged++;
      this.#maybeFinish();
    };
    fleet.onMessage = (_index, seq) => this.#arrive(seq);
    for (let i = 0; i < loop.inFlight; i++) this.#send(this.started);
  }

  #send(now: number): void {
    this.#sentAt[this.sent % tracked] = now;
    this.#fleet.send(
      this.sent % Math.min(this.#loop.inFlight, this.#fleet.sockets.length),
      ++this.sent,
      this.#loop.body,
    );
  }

  #arrive(seq: number): void {
    // On fresh connections only the first message tells where the order stands.
    if (this.#base === 1) this.#base = seq;
    const slot = (seq - this.#base) % tracked;
    if (++this.#arrived[slot]! !== this.#fleet.sockets.length) return;
    this.#arrived[slot] = 0;
    const now = performance.now();
    this.toAll.record((now - this.#sentAt[this.complete % tracked]!) * 1_000);
    this.complete++;
    this.finished = now;
    if (now < this.#deadline) this.#send(now);
    else this.#maybeFinish();
  }

  #maybeFinish(): void {
    if (this.complete !== this.sent || performance.now() < this.#deadline) return;
    if (this.acknowledged === this.sent || !this.#fleet.dialect.acknowledges) this.#finish();
  }
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
