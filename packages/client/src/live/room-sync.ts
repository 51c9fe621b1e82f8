import {
  limits,
  type HelloFrame,
  type OperationInput,
  type OperationOutput,
  type TimelineEvent,
} from "@parley/protocol";
import { backoffDelay } from "../connection/backoff.ts";
import type { ParleyError } from "../errors.ts";
import type { SocketRequests } from "../requests/socket-requests.ts";
import type { RoomTimeline } from "./room-timeline.ts";

export interface RoomSyncParts {
  readonly requests: SocketRequests;
  /** A durable event, live or replayed, in the order of its room. */
  event(event: TimelineEvent): void;
  /** Events of this room were missed and will not come. */
  missed(roomId: string): void;
  /** This room's events come from `seq` on; nobody has said what was before, so what was read earlier may be too old. */
  begun(roomId: string, seq: number): void;
  /** Positions learned before mean nothing any more. */
  epochChanged(): void;
  random(): number;
}

/** A room that was left goes on being followed for so long: people go back and forth. */
const pauseAfterMs = 5_000;

/**
 * Tells the server which rooms are looked at, so that their events come on this socket without a gap: after a connect
 * all of them in one request, each with the last seq seen. One request at a time, or "pause" might overtake "resume".
 */
export class RoomSync {
  readonly #parts: RoomSyncParts;
  readonly #wanted = new Map<string, RoomTimeline>();
  /** Followed on the socket that is live now. */
  readonly #followed = new Map<string, RoomTimeline>();
  readonly #pauseTimers = new Map<string, ReturnType<typeof setTimeout>>();
  /** Rooms that I came into or went out of while a request was on its way: its answer may tell of before. */
  readonly #changed = new Set<string>();
  #epoch: string | undefined;
  #live = false;
  #busy = false;
  #refusals = 0;
  #againTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: RoomSyncParts) {
    this.#parts = parts;
  }

  follows(roomId: string): boolean {
    return this.#followed.has(roomId);
  }

  opened(timeline: RoomTimeline): void {
    this.#keep(timeline.roomId);
    this.#wanted.set(timeline.roomId, timeline);
    // After this turn: a page opens several rooms at once.
    queueMicrotask(() => this.#flush());
  }

  closed(timeline: RoomTimeline): void {
    const { roomId } = timeline;
    if (this.#wanted.get(roomId) !== timeline) return;
    this.#keep(roomId);
    this.#pauseTimers.set(
      roomId,
      setTimeout(() => {
        this.#pauseTimers.delete(roomId);
        this.#wanted.delete(roomId);
        this.#flush();
      }, pauseAfterMs),
    );
  }

  live({ epoch }: HelloFrame): void {
    this.#live = true;
    this.#adoptEpoch(epoch);
    this.#flush();
  }

  lost(): void {
    this.#live = false;
    this.#busy = false;
    this.#refusals = 0;
    // Nothing to pause any more.
    for (const roomId of this.#pauseTimers.keys()) {
      this.#keep(roomId);
      this.#wanted.delete(roomId);
    }
    this.#followed.clear();
    clearTimeout(this.#againTimer);
  }

  /** Forgets all rooms: another account. */
  clear(): void {
    this.lost();
    this.#wanted.clear();
    this.#epoch = undefined;
  }

  receive(event: TimelineEvent): void {
    this.#wanted.get(event.room)?.receive(event);
    this.#parts.event(event);
  }

  /** I am not in the room any more: the server has stopped telling of it. */
  gone(roomId: string): void {
    this.#followed.delete(roomId);
    this.#changed.add(roomId);
  }

  /** I am in a room (again) that may be wanted. */
  back(roomId: string): void {
    this.#changed.add(roomId);
    this.#flush();
  }

  #keep(roomId: string): void {
    clearTimeout(this.#pauseTimers.get(roomId));
    this.#pauseTimers.delete(roomId);
  }

  #flush(): void {
    if (!this.#live || this.#busy) return;
    const unwanted = [...this.#followed.keys()].filter((roomId) => !this.#wanted.has(roomId));
    if (unwanted.length > 0) return this.#pause(unwanted.slice(0, limits.resumeRoomsMax));
    const missing = [...this.#wanted.values()].filter(
      ({ roomId, loader }) => !this.#followed.has(roomId) && loader.status !== "gone",
    );
    if (missing.length > 0) this.#resume(missing.slice(0, limits.resumeRoomsMax));
  }

  #pause(rooms: string[]): void {
    for (const roomId of rooms) this.#followed.delete(roomId);
    this.#request("sync.pause", { rooms }, () => {});
  }

  #resume(timelines: readonly RoomTimeline[]): void {
    const rooms = timelines.map(({ roomId, loader: { position } }) =>
      position === undefined ? { room: roomId } : { room: roomId, seq: position },
    );
    const epoch = this.#epoch === undefined ? {} : { epoch: this.#epoch };
    this.#request("sync.resume", { ...epoch, rooms }, (answer) => {
      this.#adoptEpoch(answer.epoch);
      for (const resumed of answer.rooms) {
        this.#resumed(resumed);
        const asked = rooms.find(({ room }) => room === resumed.room);
        if (resumed.status === "live" && asked !== undefined && !("seq" in asked))
          this.#parts.begun(resumed.room, resumed.seq);
      }
    });
  }

  #resumed(resumed: OperationOutput<"sync.resume">["rooms"][number]): void {
    // Asked for once more, unless I am out of it.
    if (this.#changed.has(resumed.room)) return;
    const timeline = this.#wanted.get(resumed.room);
    if (resumed.status === "gone") {
      timeline?.gone();
      return;
    }
    // Also when it was closed meanwhile: then it is paused next.
    if (timeline !== undefined) this.#followed.set(resumed.room, timeline);
    if (resumed.status === "live") {
      for (const event of resumed.events) this.receive(event);
    } else {
      timeline?.loader.reset(false);
      this.#parts.missed(resumed.room);
    }
    timeline?.loader.caughtUpTo(resumed.seq);
  }

  #adoptEpoch(epoch: string): void {
    const before = this.#epoch;
    this.#epoch = epoch;
    if (before !== undefined && before !== epoch) this.#parts.epochChanged();
  }

  #request<N extends "sync.resume" | "sync.pause">(
    op: N,
    input: OperationInput<N>,
    answered: (output: OperationOutput<N>) => void,
  ): void {
    this.#busy = true;
    this.#changed.clear();
    this.#parts.requests.start(op, input, {
      answered: (output) => {
        this.#busy = false;
        this.#refusals = 0;
        answered(output);
        this.#flush();
      },
      failed: (error) => this.#failed(error),
    });
  }

  #failed(error: ParleyError): void {
    // Lost sockets have cleared all of this already, and what comes next begins anew.
    if (!this.#live) return;
    this.#refusals += 1;
    const delay = Math.max(backoffDelay(this.#refusals, this.#parts.random), (error.retryAfter ?? 0) * 1_000);
    clearTimeout(this.#againTimer);
    this.#againTimer = setTimeout(() => {
      this.#busy = false;
      this.#flush();
    }, delay);
  }
}
