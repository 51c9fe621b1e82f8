import { connect, type Socket } from "node:net";
import { randomBytes } from "node:crypto";
import { FrameReader, clientFrame, opcodes } from "./frames.ts";

/** All sockets of the process read into this one buffer: what a read brought is used up before the next. */
const readBuffer = Buffer.allocUnsafeSlow(256 * 1024);

export interface LeanSocketOptions {
  /** What the caller knows this socket by. */
  readonly index?: number;
  readonly port: number;
  /** Where to upgrade to WebSocket; null for a bare TCP stream of frames. */
  readonly path: string | null;
  /** Called with each text frame; `data` is valid during the call only. */
  readonly onFrame: (socket: LeanSocket, data: Buffer, start: number, end: number) => void;
  readonly onClose?: (socket: LeanSocket) => void;
}

/** A WebSocket client with as little in it as measuring allows: a browser's or `ws`'s own cost would be measured instead. */
export class LeanSocket {
  readonly #socket: Socket;
  readonly #reader = new FrameReader();
  readonly #options: LeanSocketOptions;
  #open: (() => void) | null = null;
  #head = "";
  readonly index: number;
  /** The server's close code; null while open or when the connection just broke. */
  closeCode: number | null = null;
  closed = false;

  private constructor(options: LeanSocketOptions) {
    this.#options = options;
    this.index = options.index ?? 0;
    this.#socket = connect({
      port: options.port,
      host: "127.0.0.1",
      noDelay: true,
      onread: {
        buffer: readBuffer,
        callback: (length) => {
          this.#received(length);
          return true;
        },
      },
    });
  }

  /** Resolves when frames can be sent. */
  static connect(options: LeanSocketOptions): Promise<LeanSocket> {
    const socket = new LeanSocket(options);
    return new Promise((resolve, reject) => {
      socket.#open = () => {
        socket.#open = null;
        resolve(socket);
      };
      socket.#socket.once("connect", () => {
        if (options.path === null) socket.#open?.();
        else socket.#upgrade(options.path);
      });
      socket.#socket.on("error", reject);
      socket.#socket.on("close", () => {
        socket.closed = true;
        reject(new Error("Connection closed before the upgrade"));
        options.onClose?.(socket);
      });
    });
  }

  write(bytes: Buffer): void {
    this.#socket.write(bytes);
  }

  stopReading(): void {
    this.#socket.pause();
  }

  startReading(): void {
    this.#socket.resume();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #upgrade(path: string): void {
    this.#socket.write(
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${this.#options.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString("base64")}\r\n\r\n`,
    );
  }

  #received(length: number): void {
    if (this.#open !== null) this.#readHead(length);
    else this.#reader.read(readBuffer, length, this.#onFrame);
  }

  #readHead(length: number): void {
    this.#head += readBuffer.toString("latin1", 0, length);
    const end = this.#head.indexOf("\r\n\r\n");
    if (end < 0) return;
    if (!this.#head.startsWith("HTTP/1.1 101")) {
      this.#socket.destroy(new Error(`Upgrade refused: ${this.#head.slice(0, 200)}`));
      return;
    }
    const rest = Buffer.from(this.#head.slice(end + 4), "latin1");
    this.#head = "";
    this.#open?.();
    if (rest.length > 0) this.#reader.read(rest, rest.length, this.#onFrame);
  }

  readonly #onFrame = (data: Buffer, start: number, end: number, opcode: number): void => {
    if (opcode === opcodes.text) this.#options.onFrame(this, data, start, end);
    else if (opcode === opcodes.ping) this.write(clientFrame(Buffer.from(data.subarray(start, end)), opcodes.pong));
    else if (opcode === opcodes.close) this.closeCode = end - start >= 2 ? data.readUInt16BE(start) : 1005;
  };
}
