import type { TimelineEvent } from "@parley/protocol";
import type { ParleyError } from "../errors.ts";
import type { Live } from "../live-value.ts";

/** Something that happened in the room. `key` stays the same from the echo to the event. */
export interface TimelineEventItem {
  readonly kind: "event";
  readonly key: string;
  readonly event: TimelineEvent;
}

/** A message of mine that the room does not hold yet. */
export interface TimelineEchoItem {
  readonly kind: "echo";
  readonly key: string;
  readonly clientId: string;
  readonly body: string;
  /** Milliseconds since 1970 when it was written. */
  readonly at: number;
  /** `queued`: waits for the connection. `sending`: on its way. `failed`: refused; `retry` or `discard` it. */
  readonly state: "queued" | "sending" | "failed";
  readonly error?: ParleyError;
}

export type TimelineItem = TimelineEventItem | TimelineEchoItem;

export interface TimelineState {
  /**
   * - `loading`: nothing is known yet. - `ready`: `items` may be shown.
   * - `gone`: the room does not exist for me (any more). - `error`: the first page could not be loaded; `error` tells why.
   */
  readonly status: "loading" | "ready" | "gone" | "error";
  /** Oldest first. The events' `seq`s follow each other without a gap; echoes come last and only if `hasNewer` is false. */
  readonly items: readonly TimelineItem[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
  readonly loadingOlder: boolean;
  readonly loadingNewer: boolean;
  /** The room's newest seq that is known. */
  readonly seq: number;
  readonly error?: ParleyError;
}

/**
 * What is said in one room: history, live events and my unsent messages as one list.
 *
 * Never a gap, a duplicate or a wrong order in `items`. Bounded: the far end is dropped from memory (`hasOlder`,
 * `hasNewer`) and loaded again when asked for.
 */
export interface Timeline extends Live<TimelineState> {
  readonly roomId: string;
  /** Loads the newest page and follows the room live. Counted: stays open until `close` was called as often. */
  open(): void;
  close(): void;
  /** Loads the page before the first item. Resolves when it is there, or could not be had (`error`); never rejects. */
  loadOlder(): Promise<void>;
  loadNewer(): Promise<void>;
  /** Shows the page around `seq` in place of what is there. */
  jumpTo(seq: number): Promise<void>;
  jumpToLatest(): Promise<void>;
  /** Queues a message; it is sent now or when there is a connection. Returns its client id. Throws `queue_full`. */
  send(body: string): string;
  /** Tries a failed message again, as the last one written. */
  retry(clientId: string): void;
  /** Gives an unsent message up. One that is on its way may still arrive. */
  discard(clientId: string): void;
}
