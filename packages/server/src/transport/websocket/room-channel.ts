import { closeCodes, type TimelineEvent } from "@parley/protocol";
import type { LiveSocket } from "./live-socket.ts";
import { RoomRun } from "./room-run.ts";
import { RoomSubscription } from "./room-subscription.ts";

/** Events that wait for an earlier one. */
const earlyMax = 2_000;
/** News of one process may overtake each other by this much; after it, what is missing is read from the store. */
const overtakeMs = 30;
/** Waits between tries to read while the store is away. */
const retryMs = 500;
/** Events read at once to fill a gap; a larger one sends the sockets away to resume. */
const gapMax = 1_000;

export interface RoomReader {
  /** Events with `low < seq <= high`, in order and without a gap. */
  range(roomId: string, low: number, high: number): Promise<readonly TimelineEvent[]>;
}

/**
 * One room on this server: puts what the bus says into the order of seq, fills gaps from the store, and hands each socket
 * every event after its own position exactly once.
 */
export class RoomChannel {
  readonly #roomId: string;
  readonly #reader: RoomReader;
  /** Told of each socket that the room itself put out. */
  readonly #dropped: (socket: LiveSocket) => void;
  readonly #subscriptions = new Map<LiveSocket, RoomSubscription>();
  /** The last seq handed to the live sockets; null while none is live. */
  #head: number | null = null;
  readonly #early = new Map<number, TimelineEvent>();
  #repair: NodeJS.Timeout | null = null;

  constructor(roomId: string, reader: RoomReader, dropped: (socket: LiveSocket) => void) {
    this.#roomId = roomId;
    this.#reader = reader;
    this.#dropped = dropped;
  }

  get empty(): boolean {
    return this.#subscriptions.size === 0;
  }

  has(socket: LiveSocket): boolean {
    return this.#subscriptions.has(socket);
  }

  hold(socket: LiveSocket): void {
    const subscription = this.#subscriptions.get(socket);
    if (subscription) subscription.hold();
    else this.#subscriptions.set(socket, new RoomSubscription(socket));
  }

  /** The socket has everything up to `seq`; it was held before that was read. */
  goLive(socket: LiveSocket, seq: number): void {
    const subscription = this.#subscriptions.get(socket);
    if (!subscription || subscription.seq !== null) return;
    const { following, later } = subscription.takeHeldAfter(seq);
    if (following.some((event) => event.type === "member.left" && event.user.id === socket.user.id)) {
      return this.#putOut([socket]);
    }
    subscription.goLive(seq);
    if (following.length > 0) subscription.deliver(new RoomRun(following));
    this.#head ??= subscription.seq;
    // Nobody was live, so nobody has put these in order yet.
    this.take(later);
  }

  drop(socket: LiveSocket): void {
    this.#subscriptions.delete(socket);
    if (this.#subscriptions.size === 0) this.#rest();
  }

  #putOut(sockets: readonly LiveSocket[]): void {
    for (const socket of sockets) {
      this.drop(socket);
      this.#dropped(socket);
    }
  }

  /** News of the room, from the bus or from the store, in any order and any number of times. */
  take(events: readonly TimelineEvent[]): void {
    for (const subscription of this.#subscriptions.values()) {
      if (!subscription.keep(events)) subscription.socket.close(closeCodes.tooSlow);
    }
    if (this.#head === null) return;
    const run: TimelineEvent[] = [];
    let head = this.#head;
    for (const event of events) {
      if (event.seq === head + 1) {
        run.push(event);
        head = event.seq;
      } else if (event.seq > head) this.#early.set(event.seq, event);
    }
    for (let next = this.#early.get(head + 1); next; next = this.#early.get(head + 1)) {
      run.push(next);
      head = next.seq;
    }
    if (run.length > 0) this.#deliver(new RoomRun(run));
    if (this.#early.size > 0) this.#waitForMissing();
  }

  #deliver(run: RoomRun): void {
    this.#head = run.last;
    for (const seq of this.#early.keys()) if (seq <= run.last) this.#early.delete(seq);
    // Whoever went must not see what is said after them, not even in the same batch.
    for (const event of run.events) {
      if (event.type === "member.left") this.#putOut(this.#liveBefore(event.seq, event.user.id));
    }
    for (const subscription of this.#subscriptions.values()) {
      if (!subscription.deliver(run)) subscription.socket.close(closeCodes.tooSlow);
    }
    if (run.events.at(-1)?.type === "room.deleted") this.#putOut(this.#sockets());
  }

  #waitForMissing(): void {
    if (this.#early.size > earlyMax) this.#sendAway();
    else this.#repair ??= setTimeout(() => void this.#fillGap(), overtakeMs);
  }

  async #fillGap(): Promise<void> {
    const low = this.#head;
    if (low === null || this.#early.size === 0) return this.#rest(low);
    const high = Math.min(...this.#early.keys()) - 1;
    if (high - low > gapMax) return this.#sendAway();
    try {
      const missing = high > low ? await this.#reader.range(this.#roomId, low, high) : [];
      this.#repair = null;
      this.take(missing);
      if (missing.length < high - low && this.#early.size > 0) this.#sendAway();
    } catch {
      if (this.#head !== null) this.#repair = setTimeout(() => void this.#fillGap(), retryMs);
    }
  }

  /** Nothing sensible can be sent any more: each socket resumes from where it is. */
  #sendAway(): void {
    for (const socket of this.#sockets()) socket.close(closeCodes.tooSlow);
  }

  /** A person's live sockets, without those that came back and are past `seq` already. */
  #liveBefore(seq: number, userId: string): LiveSocket[] {
    return [...this.#subscriptions.values()]
      .filter((one) => one.socket.user.id === userId && one.seq !== null && one.seq < seq)
      .map((one) => one.socket);
  }

  #sockets(): LiveSocket[] {
    return [...this.#subscriptions.keys()];
  }

  #rest(head: number | null = null): void {
    if (this.#repair) clearTimeout(this.#repair);
    this.#repair = null;
    this.#head = head;
    this.#early.clear();
  }
}
