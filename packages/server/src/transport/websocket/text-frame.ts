const final = 0x80;
const text = 0x01;

function headerLength(payload: number): number {
  if (payload < 126) return 2;
  return payload < 65_536 ? 4 : 10;
}

function writeHeader(target: Buffer, at: number, payload: number): number {
  target[at] = final | text;
  if (payload < 126) {
    target[at + 1] = payload;
    return at + 2;
  }
  if (payload < 65_536) {
    target[at + 1] = 126;
    return target.writeUInt16BE(payload, at + 2);
  }
  target[at + 1] = 127;
  return target.writeBigUInt64BE(BigInt(payload), at + 2);
}

/** A text as one unmasked, unfragmented WebSocket frame (RFC 6455, 5.2): what a server sends. */
export function textFrame(payload: string): Buffer {
  return textFrames([payload]).whole;
}

/** Several frames one behind the other in one buffer, which may be written to any number of sockets. */
export interface FrameRun {
  readonly whole: Buffer;
  /** Where each frame ends in `whole`. */
  readonly ends: readonly number[];
}

export function textFrames(payloads: readonly string[]): FrameRun {
  const lengths = payloads.map((payload) => Buffer.byteLength(payload));
  const whole = Buffer.allocUnsafeSlow(lengths.reduce((sum, length) => sum + headerLength(length) + length, 0));
  let at = 0;
  const ends = payloads.map((payload, i) => {
    at = writeHeader(whole, at, lengths[i]!);
    at += whole.write(payload, at);
    return at;
  });
  return { whole, ends };
}
