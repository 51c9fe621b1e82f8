import type { TimelineEvent } from "@parley/protocol";

/** Live events that came before the ones they follow. Bounded: over the bound it forgets all, and history fills the gap. */
export class EventBuffer {
  readonly #events = new Map<number, TimelineEvent>();
  readonly #max: number;

  constructor(max = 500) {
    this.#max = max;
  }

  add(event: TimelineEvent): void {
    if (this.#events.size >= this.#max) this.#events.clear();
    this.#events.set(event.seq, event);
  }

  /** Takes out what follows `seq` without a gap, and drops what is not after it. */
  takeAfter(seq: number): TimelineEvent[] {
    for (const old of this.#events.keys()) if (old <= seq) this.#events.delete(old);
    const taken: TimelineEvent[] = [];
    for (let next = this.#events.get(seq + 1); next !== undefined; next = this.#events.get(next.seq + 1)) {
      taken.push(next);
      this.#events.delete(next.seq);
    }
    return taken;
  }

  clear(): void {
    this.#events.clear();
  }
}
