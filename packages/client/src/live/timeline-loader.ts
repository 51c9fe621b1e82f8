import { limits, type OperationInput, type TimelineEvent } from "@parley/protocol";
import { toParleyError, type ParleyError } from "../errors.ts";
import { EventBuffer } from "./event-buffer.ts";
import {
  append,
  firstSeq,
  lastSeq,
  prepend,
  windowOf,
  type HistoryPage,
  type TimelineWindow,
} from "./timeline-window.ts";

export interface LoaderParts {
  history(input: Omit<OperationInput<"messages.history">, "roomId">): Promise<HistoryPage>;
  /** Something that a snapshot shows has changed. */
  changed(): void;
  /** Whether the room is followed live; if not, what failed is tried again when it is. */
  live(): boolean;
  /** Events kept in memory; 2,000 unless given. */
  readonly eventsMax?: number;
}

/** Missed this much, the newest page is a better start than all pages between. */
const catchUpMax = 1_000;
/** After a refusal: long enough for a server in trouble, short enough for a reader. */
const againAfterMs = 2_000;

/**
 * Keeps the window of one room true to the room's order. The rule: an event is taken in only right behind the last one.
 * An older one is dropped; a newer one waits in the buffer while what lies between is fetched from history.
 */
export class TimelineLoader {
  readonly #parts: LoaderParts;
  readonly #buffer = new EventBuffer();
  window: TimelineWindow | undefined;
  /** The room's newest seq that is known. */
  seq = 0;
  status: "loading" | "ready" | "gone" | "error" = "loading";
  error: ParleyError | undefined;
  loadingOlder = false;
  loadingNewer = false;
  /** What is shown is to be replaced; nothing is added to it any more. */
  #stale = true;
  #replacing: Promise<void> | undefined;
  #catchingUp = false;
  #againTimer: ReturnType<typeof setTimeout> | undefined;
  /** Rises when the window is replaced or given up: answers to earlier questions no longer fit. */
  #generation = 0;

  constructor(parts: LoaderParts) {
    this.#parts = parts;
  }

  /** From where the live events are wanted: the end of the window, if it follows the room. */
  get position(): number | undefined {
    return this.window?.following && !this.#stale ? lastSeq(this.window) : undefined;
  }

  /** A live or replayed event. */
  receive(event: TimelineEvent): void {
    if (this.status === "gone") return;
    if (event.seq > this.seq) this.seq = event.seq;
    if (this.window === undefined || this.#stale || this.window.following) this.#buffer.add(event);
    this.#settle();
    this.#parts.changed();
  }

  /** The room goes on from `seq` on this socket; what was missed before it has been received. */
  caughtUpTo(seq: number): void {
    this.seq = Math.max(this.seq, seq);
    if (this.#stale) void this.#loadNewest();
    else this.#settle();
    this.#parts.changed();
  }

  /** The position is not to be built on. `untrue`: nor is what is shown, so it goes at once. */
  reset(untrue: boolean): void {
    this.stop();
    this.#buffer.clear();
    this.#stale = true;
    this.seq = 0;
    if (untrue) this.window = undefined;
    if (this.window === undefined || this.status === "gone") this.status = "loading";
    this.#parts.changed();
  }

  gone(): void {
    this.reset(true);
    this.status = "gone";
    this.#parts.changed();
  }

  /** Loads the first page, unless there is one. */
  begin(): Promise<void> {
    return this.#stale && this.status !== "gone" ? this.#loadNewest() : Promise.resolve();
  }

  jumpToLatest(): Promise<void> {
    return this.position === undefined && this.status !== "gone" ? this.#loadNewest() : Promise.resolve();
  }

  async jumpTo(seq: number): Promise<void> {
    const { window } = this;
    if (window !== undefined && !this.#stale && seq >= firstSeq(window) && seq <= lastSeq(window)) return;
    if (this.status !== "gone") await this.#replace({ around: seq });
  }

  async loadOlder(): Promise<void> {
    const { window } = this;
    if (window === undefined || this.#stale || this.loadingOlder || !window.hasOlder) return;
    const generation = this.#generation;
    this.loadingOlder = true;
    this.#parts.changed();
    const page = await this.#ask({ before: firstSeq(window) }, generation);
    this.loadingOlder = false;
    if (page !== undefined && this.window !== undefined)
      this.window = prepend(this.window, page, this.#parts.eventsMax);
    this.#parts.changed();
  }

  async loadNewer(): Promise<void> {
    const { window } = this;
    if (window === undefined || this.#stale || this.loadingNewer || window.following) return;
    const generation = this.#generation;
    this.loadingNewer = true;
    this.#parts.changed();
    const page = await this.#ask({ after: lastSeq(window) }, generation);
    this.loadingNewer = false;
    if (page !== undefined && this.window !== undefined) {
      const grown = append(this.window, page.events, this.#parts.eventsMax);
      this.window = { ...grown, following: !page.hasNewer && lastSeq(grown) >= page.seq };
      this.#settle();
    }
    this.#parts.changed();
  }

  /** Nothing that is under way matters any more. */
  stop(): void {
    this.#generation += 1;
    this.#replacing = undefined;
    this.#catchingUp = false;
    clearTimeout(this.#againTimer);
  }

  #loadNewest(): Promise<void> {
    this.#replacing ??= this.#replace({});
    return this.#replacing;
  }

  async #replace(where: { around?: number }): Promise<void> {
    this.stop();
    const generation = this.#generation;
    if (this.window === undefined) this.status = "loading";
    this.#parts.changed();
    const page = await this.#ask({ ...where, limit: limits.historyPageDefault }, generation);
    if (generation !== this.#generation) return;
    this.#replacing = undefined;
    const window = page === undefined ? undefined : windowOf(page);
    if (window !== undefined) {
      this.#generation += 1;
      // One that is under way belongs to the window before, and will not say when it has ended.
      this.#catchingUp = false;
      this.window = window;
      this.#stale = false;
      this.status = "ready";
      this.error = undefined;
    }
    if (this.#stale) this.#againLater();
    else this.#settle();
    this.#parts.changed();
  }

  #againLater(): void {
    clearTimeout(this.#againTimer);
    this.#againTimer = setTimeout(() => {
      if (!this.#parts.live() || this.status === "gone") return;
      if (this.#stale) void this.#loadNewest();
      else this.#settle();
    }, againAfterMs);
  }

  /** Takes in from the buffer what fits now; fetches what is missing before the rest. */
  #settle(): void {
    if (this.window === undefined || this.#stale || !this.window.following) return;
    const next = this.#buffer.takeAfter(lastSeq(this.window));
    this.window = append(this.window, next, this.#parts.eventsMax);
    if (lastSeq(this.window) < this.seq) void this.#catchUp();
  }

  async #catchUp(): Promise<void> {
    if (this.#catchingUp || this.window === undefined) return;
    if (this.seq - lastSeq(this.window) > catchUpMax) {
      this.#stale = true;
      return this.#loadNewest();
    }
    this.#catchingUp = true;
    const generation = this.#generation;
    const from = lastSeq(this.window);
    const page = await this.#ask({ after: from, limit: limits.historyPageMax }, generation);
    if (generation !== this.#generation) return;
    this.#catchingUp = false;
    if (page !== undefined) this.window = append(this.window, page.events, this.#parts.eventsMax);
    this.#parts.changed();
    // Without progress the history is not there yet, or cannot be asked: not again at once.
    if (lastSeq(this.window) > from) return this.#settle();
    this.#againLater();
  }

  /** One page, or undefined if it could not be had or no longer fits. */
  async #ask(input: Parameters<LoaderParts["history"]>[0], generation: number): Promise<HistoryPage | undefined> {
    try {
      const page = await this.#parts.history(input);
      if (generation !== this.#generation) return undefined;
      this.seq = Math.max(this.seq, page.seq);
      this.error = undefined;
      return page;
    } catch (thrown) {
      if (generation !== this.#generation) return undefined;
      const error = toParleyError(thrown);
      if (error.code === "not_found" || error.code === "not_a_member") {
        this.gone();
        return undefined;
      }
      this.error = error;
      if (this.window === undefined) this.status = "error";
      return undefined;
    }
  }
}
