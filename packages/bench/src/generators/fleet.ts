import { EventScan, frameKinds } from "../wire/event-scan.ts";
import { clientFrame } from "../wire/frames.ts";
import { LeanSocket } from "../wire/lean-socket.ts";
import { dialects, type Dialect, type DialectName, type Seat } from "./dialects.ts";

export interface FleetOptions {
  readonly port: number;
  readonly dialect: DialectName;
  readonly seats: readonly Seat[];
}

const connectingAtOnce = 40;
const faultsKept = 20;

/**
 * Many sockets of one kind of server, all listening to their rooms. Checks of every message at every socket that it is the
 * next one; what is not goes into `faults`.
 */
export class Fleet {
  readonly seats: readonly Seat[];
  readonly dialect: Dialect;
  readonly sockets: LeanSocket[] = [];
  /** Messages received by each socket, and the position of the last. */
  readonly received: Float64Array;
  readonly lastSeq: Float64Array;
  readonly faults: string[] = [];
  /** Length of the last message's frame with its head. */
  frameBytes = 0;
  onMessage: (index: number, seq: number, tag: number) => void = () => {};
  onReply: (index: number, id: number) => void = () => {};
  /** Takes every text frame once joined, instead of all else in here. */
  onText: ((index: number, data: Buffer, start: number, end: number) => void) | null = null;
  onClosed: (index: number, code: number | null) => void = (index, code) =>
    this.fault(`socket ${index} closed with ${code}`);
  readonly #port: number;
  readonly #scan = new EventScan();
  readonly #joining = new Map<number, { joined: () => void; failed: (error: unknown) => void }>();
  /** Sockets whose other replies (to anything but a send) somebody waits for. */
  readonly #awaited = new Map<number, (text: string) => void>();
  readonly #expected = new Set<number>();
  readonly #resumeLater = new Set<number>();
  #closing = false;

  private constructor(options: FleetOptions) {
    this.seats = options.seats;
    this.dialect = dialects[options.dialect];
    this.#port = options.port;
    this.received = new Float64Array(options.seats.length);
    this.lastSeq = new Float64Array(options.seats.length);
  }

  static async open(options: FleetOptions): Promise<Fleet> {
    const fleet = new Fleet(options);
    let next = 0;
    const connectSome = async (): Promise<void> => {
      while (next < options.seats.length) await fleet.join(next++);
    };
    await Promise.all(Array.from({ length: connectingAtOnce }, connectSome));
    return fleet;
  }

  /** Connects the socket of one seat, also anew after it was closed. */
  async join(index: number): Promise<void> {
    const seat = this.seats[index]!;
    const joined = new Promise<void>((resolve, reject) => {
      if (this.dialect.path === null) resolve();
      else this.#joining.set(index, { joined: resolve, failed: reject });
    });
    // Handled below; without this a failure before that would be reported as nobody's.
    joined.catch(() => {});
    const socket = await LeanSocket.connect({
      index,
      port: this.#port,
      path: this.dialect.path,
      onFrame: this.#onFrame,
      onClose: () => this.#onClose(index, socket),
    });
    this.sockets[index] = socket;
    const greeting = this.dialect.greeting(seat);
    if (greeting) socket.write(greeting);
    await joined;
  }

  /**
   * Gives up the connection for a new one that has missed nothing. The kernel lets the window of a connection that reads much
   * grow to many megabytes; a new one starts small.
   */
  async joinAnew(index: number): Promise<void> {
    const old = this.sockets[index]!;
    this.#expected.add(index);
    old.destroy();
    while (!old.closed) await new Promise((resolve) => setTimeout(resolve, 1));
    this.#expected.delete(index);
    this.lastSeq[index] = 0;
    await this.join(index);
  }

  /** Connects anew and signs in, and leaves it to the caller to resume the room. */
  async rejoin(index: number): Promise<void> {
    this.#expected.delete(index);
    this.#resumeLater.add(index);
    await this.join(index);
    this.#resumeLater.delete(index);
  }

  /** The end of this socket is no fault. */
  expectClose(index: number): void {
    this.#expected.add(index);
  }

  /** The text of the next frame to this socket that is neither a message nor the reply to a send. */
  nextText(index: number): Promise<string> {
    return new Promise((resolve) => this.#awaited.set(index, resolve));
  }

  send(index: number, tag: number, body: string): void {
    this.sockets[index]!.write(this.dialect.message(this.seats[index]!, tag, body));
  }

  fault(what: string): void {
    if (this.faults.length < faultsKept) this.faults.push(what);
  }

  close(): void {
    this.#closing = true;
    for (const socket of this.sockets) socket.destroy();
  }

  #onClose(index: number, socket: LeanSocket): void {
    this.#joining.get(index)?.failed(new Error(`Closed with ${socket.closeCode} while joining`));
    if (!this.#closing && !this.#expected.has(index)) this.onClosed(index, socket.closeCode);
  }

  readonly #onFrame = (socket: LeanSocket, data: Buffer, start: number, end: number): void => {
    const { index } = socket;
    if (this.#joining.size > 0 && this.#joining.has(index))
      return this.#onJoining(socket, data.toString("utf8", start, end));
    if (this.onText) return this.onText(index, data, start, end);
    const kind = this.#scan.read(data, start + this.dialect.before, end - this.dialect.after);
    if (kind === frameKinds.message) {
      this.frameBytes = end - start + (end - start < 126 ? 2 : 4);
      this.#onMessage(index, this.#scan.seq);
    } else if (this.#awaited.size > 0 && this.#awaited.has(index)) {
      const resolve = this.#awaited.get(index)!;
      this.#awaited.delete(index);
      resolve(data.toString("utf8", start, end));
    } else if (kind === frameKinds.reply) {
      if (this.#scan.failed)
        this.fault(`a request failed: ${data.toString("utf8", start, Math.min(end, start + 300))}`);
      this.onReply(index, this.#scan.replyTo);
    } else if (end - start === 1 && data[start] === 0x32) {
      socket.write(clientFrame("3")); // engine.io's ping and pong
    }
  };

  #onMessage(index: number, seq: number): void {
    const last = this.lastSeq[index]!;
    if (last !== 0 && seq !== last + 1) this.fault(`socket ${index} got ${seq} after ${last}`);
    this.lastSeq[index] = seq;
    this.received[index]!++;
    this.onMessage(index, seq, this.#scan.tag);
  }

  #onJoining(socket: LeanSocket, text: string): void {
    const waiting = this.#joining.get(socket.index)!;
    try {
      const welcomed = this.#resumeLater.has(socket.index) && text.startsWith('{"type":"hello"');
      const answer = welcomed ? "joined" : this.dialect.joining(text, this.seats[socket.index]!);
      if (answer === "joined") {
        this.#joining.delete(socket.index);
        waiting.joined();
      } else if (answer) socket.write(answer);
    } catch (error) {
      this.#joining.delete(socket.index);
      waiting.failed(error);
    }
  }
}
