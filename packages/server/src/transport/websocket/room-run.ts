import type { TimelineEvent } from "@parley/protocol";
import { textFrames } from "./text-frame.ts";

/** Events of one room that follow each other without a gap, encoded once for all sockets. */
export class RoomRun {
  readonly events: readonly TimelineEvent[];
  readonly first: number;
  readonly last: number;
  readonly #ends: readonly number[];
  readonly #whole: Buffer;

  constructor(events: readonly TimelineEvent[]) {
    this.events = events;
    this.first = events[0]!.seq;
    this.last = events.at(-1)!.seq;
    const { whole, ends } = textFrames(events.map((event) => JSON.stringify(event)));
    this.#whole = whole;
    this.#ends = ends;
  }

  /** The frames of the events after `seq`, as one buffer. */
  after(seq: number): Buffer {
    return seq < this.first ? this.#whole : this.#whole.subarray(this.#ends[seq - this.first]);
  }
}
