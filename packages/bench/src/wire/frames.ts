import { randomFillSync } from "node:crypto";

export const opcodes = { text: 1, close: 8, ping: 9, pong: 10 } as const;

const maskKey = randomFillSync(Buffer.alloc(4));
// A key of zeros would spare the server the work of unmasking.
maskKey[0]! |= 1;

/** One whole frame from a client, masked as RFC 6455 wants it. */
export function clientFrame(payload: string | Buffer, opcode: number = opcodes.text): Buffer {
  const length = typeof payload === "string" ? Buffer.byteLength(payload) : payload.length;
  const head = length < 126 ? 2 : 4;
  if (length > 0xffff) throw new RangeError("Frames over 64 KiB are not sent by the benches");
  const frame = Buffer.allocUnsafe(head + 4 + length);
  frame[0] = 0x80 | opcode;
  frame[1] = 0x80 | (length < 126 ? length : 126);
  if (head === 4) frame.writeUInt16BE(length, 2);
  maskKey.copy(frame, head);
  const start = head + 4;
  if (typeof payload === "string") frame.write(payload, start);
  else payload.copy(frame, start);
  for (let i = 0; i < length; i++) frame[start + i]! ^= maskKey[i & 3]!;
  return frame;
}

/** One whole text frame from a server, unmasked. */
export function serverFrame(payload: string): Buffer {
  const body = Buffer.from(payload);
  const head = Buffer.alloc(body.length < 126 ? 2 : 4);
  head[0] = 0x80 | opcodes.text;
  head[1] = body.length < 126 ? body.length : 126;
  if (head.length === 4) head.writeUInt16BE(body.length, 2);
  return Buffer.concat([head, body]);
}

/** `start` and `end` are those of the payload in `data`, which is only valid during the call. */
export type OnFrame = (data: Buffer, start: number, end: number, opcode: number) => void;

/** Cuts a server's byte stream into frames, without copying except for a frame that is split over two reads. */
export class FrameReader {
  #rest: Buffer | null = null;

  /** Reads the first `length` bytes of `chunk`. */
  read(chunk: Buffer, length: number, onFrame: OnFrame): void {
    let data = chunk;
    let end = length;
    if (this.#rest !== null) {
      data = Buffer.concat([this.#rest, chunk.subarray(0, length)]);
      end = data.length;
      this.#rest = null;
    }
    let at = 0;
    while (end - at >= 2) {
      let payload = data[at + 1]!;
      let head = 2;
      if (payload === 126) {
        head = 4;
        if (end - at < head) break;
        payload = (data[at + 2]! << 8) | data[at + 3]!;
      } else if (payload === 127) {
        head = 10;
        if (end - at < head) break;
        payload = data.readUInt32BE(at + 6);
      }
      const next = at + head + payload;
      if (next > end) break;
      onFrame(data, at + head, next, data[at]! & 0x0f);
      at = next;
    }
    if (at < end) this.#rest = Buffer.from(data.subarray(at, end));
  }
}
