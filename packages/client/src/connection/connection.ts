import { closeCodes, reconnectAfter, type HelloFrame, type ServerFrame } from "@parley/protocol";
import { toParleyError } from "../errors.ts";
import { liveCell, type Live } from "../live-value.ts";
import { backoffDelay } from "./backoff.ts";
import type { ConnectionName, ConnectionState } from "./connection-state.ts";
import { startHeartbeat, type Heartbeat } from "./heartbeat.ts";
import { openLink, type Link } from "./link.ts";
import { timings } from "./timings.ts";

export interface ConnectionParts {
  openSocket(): WebSocket;
  /**
   * Makes sure of a session before a try; resolves to the access token, or to nothing where a cookie does it.
   * `suspect`: the credentials were refused, or may have been.
   */
  prepare(suspect: boolean): Promise<string | undefined>;
  /** Whether the one the server greets is the one this client is for. If not, the link is given up and prepared anew. */
  admit(hello: HelloFrame): boolean;
  /** Requests may be made from now on. */
  live(hello: HelloFrame): void;
  /** A reply or an event. */
  frame(frame: Exclude<ServerFrame, HelloFrame>): void;
  /** What was live is no more; called before any other try. */
  lost(): void;
  /** The server says that the session is over. */
  sessionOver(): void;
  random(): number;
  now(): number;
}

/**
 * Keeps one socket to the server for as long as it is wanted.
 *
 *     idle -> connecting -> authenticating -> live
 *                ^  any of the three, when it ends |
 *                +---- waiting, or offline --------+        signed_out and stopped: until start()
 */
export class Connection {
  readonly #parts: ConnectionParts;
  readonly #state;
  #link: Link | undefined;
  #heartbeat: Heartbeat | undefined;
  /** The one timed transition that is due: try limit, hello limit, next try. */
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stableTimer: ReturnType<typeof setTimeout> | undefined;
  #plannedTimer: ReturnType<typeof setTimeout> | undefined;
  /** When the server wants us back. */
  #plannedAt: number | undefined;
  #failures = 0;
  #suspect = false;
  #networkGone = false;
  #lastWake = 0;

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
    this.#state = liveCell<ConnectionState>({ name: "idle", since: parts.now(), attempt: 0 });
  }

  get state(): Live<ConnectionState> {
    return this.#state;
  }

  /** Connects now, unless it does already, and stays connected. */
  start(): void {
    const { name } = this.#state.get();
    if (name !== "connecting" && name !== "authenticating" && name !== "live") this.#connect();
  }

  /** Disconnects and stays so until `start`. */
  leave(name: "signed_out" | "stopped"): void {
    this.#drop();
    this.#failures = 0;
    this.#suspect = false;
    if (this.#state.get().name !== name) this.#enter(name);
  }

  /** Sends one frame; false if the connection is not live. */
  send(frame: string): boolean {
    return this.#state.get().name === "live" && (this.#link?.send(frame) ?? false);
  }

  /** A hint that trying may be worth it now: the network is back, the page is looked at. */
  wake(): void {
    this.#networkGone = false;
    const { name } = this.#state.get();
    if (name === "live") this.#heartbeat?.probe();
    if (name !== "waiting" && name !== "offline") return;
    if (this.#parts.now() - this.#lastWake < timings.wakeAtMostEvery) return;
    this.#lastWake = this.#parts.now();
    this.#connect();
  }

  /** A hint that the device has no network. Tries go on: a server on this very machine is reachable all the same. */
  networkLost(): void {
    this.#networkGone = true;
    const state = this.#state.get();
    if (this.#link !== undefined) this.#ended(closeCodes.goingAway);
    else if (state.name === "waiting") this.#state.set({ ...state, name: "offline" });
  }

  #connect(): void {
    this.#drop();
    this.#enter("connecting");
    const link = openLink({
      prepare: () => this.#parts.prepare(this.#suspect),
      open: () => this.#parts.openSocket(),
      opened: () => this.#authenticating(),
      frame: (frame) => this.#received(frame),
      closed: (code) => this.#ended(code),
      refused: (thrown) => this.#unprepared(thrown),
    });
    this.#link = link;
    this.#timer = setTimeout(() => this.#ended(0), timings.connectWithin);
  }

  #authenticating(): void {
    this.#enter("authenticating");
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ended(0), timings.helloWithin);
  }

  #received(frame: ServerFrame): void {
    this.#heartbeat?.heard();
    if (!("type" in frame)) return this.#parts.frame(frame);
    if (frame.type === "hello") return this.#hello(frame);
    if (frame.type === "server.reconnect") return this.#planReconnect(frame.afterMs);
    this.#parts.frame(frame);
  }

  #hello(hello: HelloFrame): void {
    if (this.#state.get().name !== "authenticating") return;
    if (!this.#parts.admit(hello)) return this.#ended(0);
    clearTimeout(this.#timer);
    this.#suspect = false;
    this.#stableTimer = setTimeout(() => (this.#failures = 0), timings.stableAfter);
    this.#heartbeat = startHeartbeat({
      ping: () => this.#link?.send('{"type":"ping"}'),
      dead: () => this.#ended(0),
      random: this.#parts.random,
    });
    this.#state.set({ name: "live", since: this.#parts.now(), attempt: 0 });
    this.#parts.live(hello);
  }

  #planReconnect(afterMs: number): void {
    clearTimeout(this.#plannedTimer);
    this.#plannedAt = this.#parts.now() + afterMs;
    this.#plannedTimer = setTimeout(() => this.#ended(closeCodes.restarting), afterMs);
  }

  /** No session could be made sure of. */
  #unprepared(thrown: unknown): void {
    const error = toParleyError(thrown);
    if (error.retry !== "sign_in") return this.#ended(0, (error.retryAfter ?? 0) * 1_000);
    this.leave("signed_out");
    this.#parts.sessionOver();
  }

  /** The link is gone, closed with `code` (0: not closed but given up). */
  #ended(code: number, atLeastMs = 0): void {
    const planned = this.#plannedAt === undefined ? undefined : Math.max(0, this.#plannedAt - this.#parts.now());
    this.#drop();
    const how = reconnectAfter(code);
    if (how === "never") {
      this.leave(code === closeCodes.sessionEnded ? "signed_out" : "stopped");
      if (code === closeCodes.sessionEnded) this.#parts.sessionOver();
      return;
    }
    if (how === "authenticate") this.#suspect = true;
    const atOnce = how === "authenticate" && this.#failures === 0;
    const backoff = atOnce ? 0 : (planned ?? backoffDelay(this.#failures, this.#parts.random));
    this.#failures += 1;
    this.#wait(Math.max(backoff, atLeastMs));
  }

  #wait(delay: number): void {
    this.#enter(this.#networkGone ? "offline" : "waiting", this.#parts.now() + delay);
    this.#timer = setTimeout(() => this.#connect(), delay);
  }

  /** Lets go of the link and of everything that is due. */
  #drop(): void {
    for (const timer of [this.#timer, this.#stableTimer, this.#plannedTimer]) clearTimeout(timer);
    this.#plannedAt = undefined;
    this.#heartbeat?.stop();
    this.#heartbeat = undefined;
    const link = this.#link;
    this.#link = undefined;
    link?.close();
    if (this.#state.get().name === "live") {
      this.#enter("waiting");
      this.#parts.lost();
    }
  }

  #enter(name: ConnectionName, retryAt?: number): void {
    const since = this.#parts.now();
    const attempt = this.#failures;
    this.#state.set(retryAt === undefined ? { name, since, attempt } : { name, since, attempt, retryAt });
  }
}
