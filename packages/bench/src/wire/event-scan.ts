const seqKey = Buffer.from('"seq":');
const tagKey = Buffer.from('"clientId":"');
const messageStart = Buffer.from('{"type":"message.created"');
const replyStart = Buffer.from('{"id":');

/** Where the tag stands in a client id: its last twelve hex digits. */
const tagAt = 24;

export const frameKinds = { message: 0, reply: 1, other: 2 } as const;
export type FrameKind = (typeof frameKinds)[keyof typeof frameKinds];

/**
 * Finds in a frame the few bytes that a generator needs, without parsing it: parsing every delivery as JSON would make the
 * generator slower than what it measures. Places found in one frame are tried first in the next.
 */
export class EventScan {
  /** Position in the room of the last message seen. */
  seq = 0;
  /** What the generator hid in the client id of the last message seen. */
  tag = 0;
  /** Id of the request that the last reply was for. */
  replyTo = 0;
  /** Whether that reply was an error. */
  failed = false;
  #seqAt = 0;
  #tagFromEnd = 0;

  /** `start` is where the JSON object begins. Fields are set according to the kind returned. */
  read(data: Buffer, start: number, end: number): FrameKind {
    // `{"type":"me…` and `{"id":…` differ from all else in these three bytes; the full comparison is for the rest.
    const third = data[start + 2];
    if (third === 0x69) return this.#reply(data, start, end);
    if (
      third === 0x74 &&
      data[start + 9] === 0x6d &&
      data[start + 11] === 0x73 &&
      startsWith(data, start, messageStart)
    ) {
      return this.#message(data, start, end);
    }
    return frameKinds.other;
  }

  /** Reads seq and tag of a message wherever the object begins. */
  #message(data: Buffer, start: number, end: number): FrameKind {
    let at = start + this.#seqAt;
    if (!startsWith(data, at, seqKey)) {
      at = data.indexOf(seqKey, start);
      if (at < 0 || at >= end) return frameKinds.other;
      this.#seqAt = at - start;
    }
    this.seq = digits(data, at + seqKey.length);
    at = end - this.#tagFromEnd;
    if (this.#tagFromEnd === 0 || !startsWith(data, at, tagKey)) {
      at = data.indexOf(tagKey, start);
      if (at < 0 || at >= end) return frameKinds.other;
      this.#tagFromEnd = end - at;
    }
    this.tag = hexDigits(data, at + tagKey.length + tagAt);
    return frameKinds.message;
  }

  #reply(data: Buffer, start: number, end: number): FrameKind {
    if (!startsWith(data, start, replyStart)) return frameKinds.other;
    let at = start + replyStart.length;
    this.replyTo = digits(data, at);
    while (at < end && data[at] !== 0x2c) at++;
    this.failed = data[at + 2] !== 0x6f; // the o of "ok"
    return frameKinds.reply;
  }
}

/** A client id that carries `tag` and is otherwise random, as ids of real clients are. */
export function taggedId(tag: number): string {
  const random = Math.floor(Math.random() * 0x1_0000_0000)
    .toString(16)
    .padStart(8, "0");
  return `${random}-${random.slice(4)}-4${random.slice(1, 4)}-8${random.slice(5)}-${tag.toString(16).padStart(12, "0")}`;
}

function startsWith(data: Buffer, at: number, wanted: Buffer): boolean {
  for (let i = 0; i < wanted.length; i++) if (data[at + i] !== wanted[i]) return false;
  return true;
}

function digits(data: Buffer, at: number): number {
  let value = 0;
  for (let byte = data[at]!; byte >= 0x30 && byte <= 0x39; byte = data[++at]!) value = value * 10 + (byte - 0x30);
  return value;
}

function hexDigits(data: Buffer, at: number): number {
  let value = 0;
  for (let i = 0; i < 12; i++) {
    const byte = data[at + i]!;
    value = value * 16 + (byte <= 0x39 ? byte - 0x30 : byte - 0x57);
  }
  return value;
}
