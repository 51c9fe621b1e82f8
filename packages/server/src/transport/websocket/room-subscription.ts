import type { TimelineEvent } from "@parley/protocol";
import type { LiveSocket } from "./live-socket.ts";
import type { RoomRun } from "./room-run.ts";

/** Events kept back for one socket while it catches up; it is sent away to resume when there are more. */
const heldMax = 2_000;

/** One socket's place in a room: kept back while it catches up, then live from a seq on. */
export class RoomSubscription {
  readonly socket: LiveSocket;
  /** The last seq that this socket was sent; null while it catches up. */
  #seq: number | null = null;
  #held: Map<number, TimelineEvent> | null = new Map();

  constructor(socket: LiveSocket) {
    this.socket = socket;
  }

  get seq(): number | null {
    return this.#seq;
  }

  /** Catches up (again): from now on events are kept back. What a catch-up under way has kept stays kept. */
  hold(): void {
    this.#seq = null;
    this.#held ??= new Map();
  }

  /** @returns false when too much is kept back */
  keep(events: readonly TimelineEvent[]): boolean {
    if (!this.#held) return true;
    for (const event of events) this.#held.set(event.seq, event);
    return this.#held.size <= heldMax;
  }

  /** What was kept back and follows `seq` without a gap. Empties the store of kept-back events. */
  takeHeldAfter(seq: number): { following: TimelineEvent[]; later: TimelineEvent[] } {
    const held = this.#held ?? new Map<number, TimelineEvent>();
    this.#held = null;
    const following: TimelineEvent[] = [];
    for (let next = held.get(seq + 1); next; next = held.get(next.seq + 1)) following.push(next);
    const end = seq + following.length;
    return { following, later: [...held.values()].filter((event) => event.seq > end) };
  }

  /** Sends the part of a run that this socket has not had. @returns false when the run leaves a gap */
  deliver(run: RoomRun): boolean {
    if (this.#seq === null || this.#seq >= run.last) return true;
    if (this.#seq < run.first - 1) return false;
    this.socket.out.pushEvent(run.after(this.#seq));
    this.#seq = run.last;
    return true;
  }

  goLive(seq: number): void {
    this.#seq = seq;
  }
}
