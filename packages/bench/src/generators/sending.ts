import { Histogram, type Latency } from "../measure/histogram.ts";
import type { Fleet } from "./fleet.ts";
import { pace } from "./pacer.ts";

export interface Saturation {
  /** Messages of each sender that may be unacknowledged at a time. */
  readonly perSender: number;
  readonly seconds: number;
  readonly body: string;
}

export interface Paced {
  /** Of all senders together, in turn. */
  readonly perSecond: number;
  readonly seconds: number;
  readonly body: string;
}

export interface Sent {
  readonly messages: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly frameBytes: number;
  /** From the time a message was due to its acknowledgement, and to its arrival at everybody else in the room. */
  readonly toAck: Latency;
  readonly toDeliver: Latency;
  readonly faults: readonly string[];
}

const lostAfterMs = 15_000;
/** A message's tag is its number for its sender, with the sender above these bits. */
const perSenderMax = 2 ** 28;
const tracked = 8_192;

/** Counts what is on its way and checks that all of it arrives, in order and once, at everybody in the room. */
class Books {
  readonly toAck = new Histogram();
  readonly toDeliver = new Histogram();
  readonly #fleet: Fleet;
  readonly #body: string;
  readonly #due: Float64Array;
  readonly #numbers: Float64Array;
  readonly #before: Float64Array;
  readonly #seqBefore: Float64Array;
  readonly #usage = process.cpuUsage();
  readonly #audience = new Map<string, number[]>();
  sent = 0;
  acknowledged = 0;
  expected = 0;
  delivered = 0;

  constructor(fleet: Fleet, body: string) {
    this.#fleet = fleet;
    this.#body = body;
    this.#due = new Float64Array(fleet.sockets.length * tracked);
    this.#numbers = numbersOf(fleet);
    this.#before = fleet.received.slice();
    this.#seqBefore = fleet.lastSeq.slice();
    fleet.seats.forEach(({ room }, index) => this.#audience.set(room, [...(this.#audience.get(room) ?? []), index]));
  }

  send(sender: number, due: number): void {
    const number = ++this.#numbers[sender]!;
    this.#due[sender * tracked + (number % tracked)] = due;
    this.sent++;
    this.expected += this.#audience.get(this.#fleet.seats[sender]!.room)!.length;
    this.#fleet.send(sender, sender * perSenderMax + number, this.#body);
  }

  ack(tag: number, now: number): void {
    this.acknowledged++;
    this.toAck.record((now - this.#dueOf(tag)) * 1_000);
  }

  deliver(receiver: number, tag: number, now: number): void {
    this.delivered++;
    if (Math.floor(tag / perSenderMax) !== receiver) this.toDeliver.record((now - this.#dueOf(tag)) * 1_000);
  }

  get settled(): boolean {
    return this.acknowledged === this.sent && this.delivered === this.expected;
  }

  /** Waits for what is still on its way. */
  async settle(): Promise<void> {
    const giveUp = performance.now() + lostAfterMs;
    while (!this.settled && performance.now() < giveUp) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  close(seconds: number): Sent {
    if (this.acknowledged !== this.sent)
      this.#fleet.fault(`${this.acknowledged} of ${this.sent} messages were acknowledged`);
    if (this.delivered !== this.expected) this.#fleet.fault(`${this.delivered} of ${this.expected} deliveries came`);
    for (const [room, members] of this.#audience) {
      const ends = new Set(members.map((index) => this.#fleet.lastSeq[index]!));
      const counts = new Set(members.map((index) => this.#fleet.received[index]! - this.#before[index]!));
      if (ends.size > 1 || counts.size > 1) this.#fleet.fault(`members of ${room} saw different things`);
      const known = this.#seqBefore[members[0]!]!;
      if (known > 0 && [...ends][0]! - known !== [...counts][0]!)
        this.#fleet.fault(`${room} has seqs that nobody was sent`);
    }
    const { user, system } = process.cpuUsage(this.#usage);
    return {
      messages: this.acknowledged,
      seconds,
      cpuSeconds: (user + system) / 1e6,
      frameBytes: this.#fleet.frameBytes,
      toAck: this.toAck.summary(),
      toDeliver: this.toDeliver.summary(),
      faults: this.#fleet.faults,
    };
  }

  #dueOf(tag: number): number {
    return this.#due[Math.floor(tag / perSenderMax) * tracked + ((tag % perSenderMax) % tracked)]!;
  }
}

const numbers = new WeakMap<Fleet, Float64Array>();

/** How many messages each socket of a fleet has sent so far; tags are never used twice. */
function numbersOf(fleet: Fleet): Float64Array {
  const known = numbers.get(fleet) ?? new Float64Array(fleet.sockets.length);
  numbers.set(fleet, known);
  return known;
}

/** As many messages a second as are acknowledged, each sender keeping `perSender` on their way. */
export async function saturate(fleet: Fleet, { perSender, seconds, body }: Saturation): Promise<Sent> {
  const books = new Books(fleet, body);
  const started = performance.now();
  const deadline = started + seconds * 1_000;
  let lastAck = started;
  fleet.onReply = (sender, tag) => {
    const now = performance.now();
    lastAck = now;
    books.ack(tag, now);
    if (now < deadline) books.send(sender, now);
  };
  fleet.onMessage = (receiver, _seq, tag) => books.deliver(receiver, tag, performance.now());
  for (let i = 0; i < perSender; i++) fleet.sockets.forEach((_socket, sender) => books.send(sender, started));
  await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
  await books.settle();
  return books.close((lastAck - started) / 1_000);
}

/** A fixed number of messages a second, due at fixed times whatever the server does. */
export async function paced(fleet: Fleet, { perSecond, seconds, body }: Paced): Promise<Sent> {
  const books = new Books(fleet, body);
  fleet.onReply = (_sender, tag) => books.ack(tag, performance.now());
  fleet.onMessage = (receiver, _seq, tag) => books.deliver(receiver, tag, performance.now());
  await pace({ perSecond, seconds }, (due, number) => books.send(number % fleet.sockets.length, due));
  await books.settle();
  return books.close(seconds);
}
