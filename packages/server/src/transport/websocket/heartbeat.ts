import { closeCodes } from "@parley/protocol";

export interface Beating {
  /** When the other side was heard last, by the monotonic clock, in milliseconds. */
  lastHeard: number;
  ping(): void;
  close(code: typeof closeCodes.silent): void;
}

/** Parts of the beat: each tick pings one part of the sockets, so that pings do not come in bursts. */
const parts = 20;

/** One timer pings all sockets, and gives up those that are silent for too long: half-open links end here. */
export class Heartbeat {
  readonly #rings: Set<Beating>[] = Array.from({ length: parts }, () => new Set());
  readonly #silenceMs: number;
  readonly #timer: NodeJS.Timeout;
  #next = 0;
  #current = 0;

  constructor(everySeconds: number, timeoutSeconds: number) {
    // Looked at once a beat: silence that begins right after a beat is still found within the timeout.
    this.#silenceMs = (timeoutSeconds - everySeconds) * 1_000;
    this.#timer = setInterval(() => this.#beat(), (everySeconds * 1_000) / parts);
    this.#timer.unref();
  }

  /** @returns how to stop */
  add(socket: Beating): () => void {
    const ring = this.#rings[this.#next++ % parts]!;
    ring.add(socket);
    return () => ring.delete(socket);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #beat(): void {
    const now = performance.now();
    for (const socket of this.#rings[this.#current++ % parts]!) {
      if (now - socket.lastHeard > this.#silenceMs) socket.close(closeCodes.silent);
      else socket.ping();
    }
  }
}
