import type { TimelineEvent } from "@parley/protocol";
import { ParleyError } from "../errors.ts";
import { liveCell } from "../live-value.ts";
import type { Call } from "../requests/caller.ts";
import type { QueuedMessage } from "../requests/room-line.ts";
import type { Acknowledgement, SendQueue } from "../requests/send-queue.ts";
import { TimelineItems } from "./timeline-items.ts";
import { TimelineLoader } from "./timeline-loader.ts";
import type { Timeline, TimelineState } from "./timeline-state.ts";
import { lastSeq } from "./timeline-window.ts";

export interface RoomTimelineParts {
  call: Call;
  queue: SendQueue;
  /** Whose client this is. */
  me(): string | undefined;
  /** The first `open`, and the last `close`. */
  opened(timeline: RoomTimeline): void;
  closed(timeline: RoomTimeline): void;
  /** Whether the room is followed live. */
  live(roomId: string): boolean;
}

/** The timeline of one room: what the loader knows, and behind it what I have written and the room does not hold yet. */
export class RoomTimeline implements Timeline {
  readonly roomId: string;
  readonly loader: TimelineLoader;
  readonly #parts: RoomTimelineParts;
  readonly #items = new TimelineItems();
  /** Counts changes; a snapshot is made when somebody asks for it. */
  readonly #changes = liveCell(0);
  #snapshot: TimelineState | undefined;
  #openCount = 0;
  #ended = false;
  /** Acknowledged, but their events are not here yet: they stay in sight. */
  #acknowledged: readonly { readonly message: QueuedMessage; readonly seq: number }[] = [];

  constructor(roomId: string, parts: RoomTimelineParts) {
    this.roomId = roomId;
    this.#parts = parts;
    this.loader = new TimelineLoader({
      history: (input) => parts.call("messages.history", { roomId, ...input }),
      changed: () => this.changed(),
      live: () => parts.live(roomId),
    });
  }

  get isOpen(): boolean {
    return this.#openCount > 0;
  }

  readonly get = (): TimelineState => {
    this.#snapshot ??= this.#snapshotNow();
    return this.#snapshot;
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    return this.#changes.subscribe(listener);
  };

  open(): void {
    this.#openCount += 1;
    if (this.#openCount > 1 || this.#ended) return;
    // Who looks again asks again.
    if (this.loader.status === "gone") this.clear();
    void this.loader.begin();
    this.#parts.opened(this);
  }

  close(): void {
    if (this.#openCount === 0) return;
    this.#openCount -= 1;
    if (this.#openCount === 0 && !this.#ended) this.#parts.closed(this);
  }

  loadOlder(): Promise<void> {
    return this.loader.loadOlder();
  }

  loadNewer(): Promise<void> {
    return this.loader.loadNewer();
  }

  jumpTo(seq: number): Promise<void> {
    return this.loader.jumpTo(seq);
  }

  jumpToLatest(): Promise<void> {
    return this.loader.jumpToLatest();
  }

  send(body: string): string {
    if (this.#ended || this.loader.status === "gone") throw new ParleyError("not_a_member");
    return this.#parts.queue.write(this.roomId, body);
  }

  retry(clientId: string): void {
    this.#parts.queue.retry(this.roomId, clientId);
  }

  discard(clientId: string): void {
    this.#parts.queue.discard(this.roomId, clientId);
  }

  /** One of my messages has its place. */
  acknowledged(message: QueuedMessage, { seq }: Acknowledgement): void {
    const { window } = this.loader;
    if (!this.isOpen || window?.following === false || seq <= (window === undefined ? 0 : lastSeq(window))) return;
    this.#acknowledged = [...this.#acknowledged, { message, seq }];
  }

  /** Events or unsent messages changed. */
  changed(): void {
    this.#snapshot = undefined;
    this.#changes.set(this.#changes.get() + 1);
  }

  receive(event: TimelineEvent): void {
    this.loader.receive(event);
  }

  /** Lets go of what is in memory. */
  clear(): void {
    this.#acknowledged = [];
    this.loader.reset(true);
  }

  gone(): void {
    this.#acknowledged = [];
    this.loader.gone();
  }

  /** I am in the room again. A page that is on its way may have been refused before that. */
  back(): void {
    if (this.loader.status === "ready" || this.#ended) return;
    this.clear();
    if (this.isOpen) void this.loader.begin();
  }

  /** The account has changed: this object shows nothing any more, whoever still holds it. */
  end(): void {
    this.#ended = true;
    this.gone();
  }

  #snapshotNow(): TimelineState {
    const { window, status, error, seq, loadingOlder, loadingNewer } = this.loader;
    const end = window === undefined ? 0 : lastSeq(window);
    this.#acknowledged = this.#acknowledged.filter((each) => each.seq > end);
    // Elsewhere in the room's past, what I am writing now has no place.
    const atEnd = (window?.following ?? true) && status !== "gone";
    const echoes = atEnd
      ? [...this.#acknowledged.map((each) => each.message), ...this.#parts.queue.messages(this.roomId)]
      : [];
    return {
      status,
      items: this.#items.list(window?.events ?? [], echoes, this.#parts.me()),
      hasOlder: window?.hasOlder ?? false,
      hasNewer: window !== undefined && !window.following,
      loadingOlder,
      loadingNewer,
      seq: Math.max(seq, end),
      ...(error === undefined ? {} : { error }),
    };
  }
}
