import type { Socket } from "node:net";
import type { TurnEnd } from "./turn-end.ts";

/** Below this, copying into one buffer is cheaper than handing many to the kernel. */
const copyBelow = 32 * 1024;

export interface OutgoingLimits {
  /** Bytes waiting above which ephemeral frames are dropped. */
  readonly soft: number;
  /** Bytes waiting above which the socket is closed so that the client resumes. */
  readonly hard: number;
}

/**
 * What waits to be written to one socket: at most one write in a turn of the event loop, and a bound on what a slow reader
 * can cost. Frames are written to the raw socket as they are, past the library's own sender, which would make a new frame
 * for each socket; no compression and no fragments are in use that this could get between.
 */
export class Outgoing {
  readonly #socket: Socket;
  readonly #turnEnd: TurnEnd;
  readonly #limits: OutgoingLimits;
  readonly #overflow: () => void;
  #frames: Buffer[] = [];
  #bytes = 0;
  #ended = false;

  constructor(socket: Socket, turnEnd: TurnEnd, limits: OutgoingLimits, overflow: () => void) {
    this.#socket = socket;
    this.#turnEnd = turnEnd;
    this.#limits = limits;
    this.#overflow = overflow;
  }

  /** An event that resuming brings back. */
  pushEvent(frames: Buffer): void {
    if (this.#waiting() + frames.length > this.#limits.hard) this.#overflow();
    else this.#push(frames);
  }

  /** An answer, once: it may be larger than the bound, but only behind less than the bound. */
  pushReply(frame: Buffer): void {
    if (this.#waiting() > this.#limits.hard) this.#overflow();
    else this.#push(frame);
  }

  /** Something that nobody will miss. */
  pushEphemeral(frame: Buffer): void {
    if (this.#waiting() + frame.length <= this.#limits.soft) this.#push(frame);
  }

  /** Writes what waits now; used at the end of the turn and before the socket is closed. */
  flush(): void {
    const frames = this.#frames;
    const bytes = this.#bytes;
    if (frames.length === 0) return;
    this.#frames = [];
    this.#bytes = 0;
    if (!this.#socket.writable) return;
    if (frames.length === 1) this.#socket.write(frames[0]!);
    else if (bytes <= copyBelow) this.#socket.write(Buffer.concat(frames, bytes));
    else {
      this.#socket.cork();
      for (const frame of frames) this.#socket.write(frame);
      this.#socket.uncork();
    }
  }

  /** Nothing is taken any more. */
  end(): void {
    this.flush();
    this.#ended = true;
  }

  #waiting(): number {
    return this.#socket.writableLength + this.#bytes;
  }

  #push(frame: Buffer): void {
    if (this.#ended) return;
    if (this.#frames.push(frame) === 1) this.#turnEnd.flushLater(this);
    this.#bytes += frame.length;
  }
}
