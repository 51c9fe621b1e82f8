import { randomBytes, randomUUID } from "node:crypto";
import { limits } from "@parley/protocol";
import type { World } from "./hostile-world.ts";

interface FrameBits {
  readonly fin?: boolean;
  /** The three reserved bits. */
  readonly reserved?: number;
  readonly opcode?: number;
  readonly masked?: boolean;
  /** What the header says, whatever follows it. */
  readonly length?: bigint;
}

/** A frame as a client would send it, or as one never should. */
export function rawFrame(payload: string | Buffer, bits: FrameBits = {}): Buffer {
  const { fin = true, reserved = 0, opcode = 1, masked = true } = bits;
  const bytes = Buffer.from(payload);
  const length = bits.length ?? BigInt(bytes.length);
  const head = Buffer.alloc(length < 126n ? 2 : length < 65_536n ? 4 : 10);
  head[0] = (fin ? 0x80 : 0) | (reserved << 4) | opcode;
  head[1] = (masked ? 0x80 : 0) | (length < 126n ? Number(length) : length < 65_536n ? 126 : 127);
  if (head.length === 4) head.writeUInt16BE(Number(length), 2);
  if (head.length === 10) head.writeBigUInt64BE(length, 2);
  if (!masked) return Buffer.concat([head, bytes]);
  const mask = randomBytes(4);
  return Buffer.concat([head, mask, bytes.map((byte, i) => byte ^ mask[i % 4]!)]);
}

/** What is sent on a signed-in socket, and what the answer is: an error's code, a close code, or both. */
export type FrameAttack = readonly [
  name: string,
  make: (world: World) => Buffer | Buffer[],
  answer: { readonly error?: string; readonly close?: number; readonly ok?: boolean },
];

const malformed = { error: "malformed" };
const invalid = { error: "invalid_input" };
const text = (name: string, frame: string | Buffer, answer: FrameAttack[2] = malformed): FrameAttack => [
  name,
  () => rawFrame(frame),
  answer,
];
const request = (op: string, input: unknown, id: unknown = 1) => JSON.stringify({ id, op, input });
const asked = (name: string, op: string, input: unknown, answer: FrameAttack[2] = invalid): FrameAttack =>
  text(name, request(op, input), answer);

const unreadable: readonly FrameAttack[] = [
  text("an empty frame", ""),
  text("half an object", "{"),
  text("a list", "[]"),
  text("a number", "7"),
  text("null", "null"),
  text("text", '"ping"'),
  text("an object without anything", "{}"),
  text("an unknown type", '{"type":"subscribe"}'),
  text("a type of __proto__", '{"type":"__proto__"}'),
  text("a ping with luggage", '{"type":"ping","room":1}'),
  text("an event, as only servers send them", '{"type":"message.created","room":"x","seq":1}'),
  text("a hello", '{"type":"hello"}'),
  text("a token that is a number", '{"type":"authenticate","token":1}'),
  text("an empty token", '{"type":"authenticate","token":""}'),
  text("a token of 5,000 characters", `{"type":"authenticate","token":"${"x".repeat(5_000)}"}`),
  text("a request without an id", '{"op":"server.info","input":{}}'),
  text("a request whose id is text", request("server.info", {}, "1")),
  text("a request whose id is negative", request("server.info", {}, -1)),
  text("a request whose id is half", request("server.info", {}, 1.5)),
  text("a request whose id is too large", '{"id":9007199254740993,"op":"server.info"}'),
  text("a request whose id is null", request("server.info", {}, null)),
  text("a request whose op is a number", '{"id":1,"op":1}'),
  text("a request whose op is a list", '{"id":1,"op":["server.info"]}'),
  text("a request with a caller", '{"id":1,"op":"server.info","caller":{"user":{"id":"x"}}}'),
  text("a request with a session", '{"id":1,"op":"server.info","sessionId":"x"}'),
  text("a request with __proto__", '{"id":1,"op":"server.info","__proto__":{"isAdmin":true}}'),
  text("17 nested lists", `{"id":1,"op":"server.info","input":${"[".repeat(17)}${"]".repeat(17)}}`),
  text("20,000 nested lists", "[".repeat(20_000)),
  text("5,000 nested objects", '{"a":'.repeat(5_000)),
  text("a second authentication", '{"type":"authenticate","token":"x"}', { error: "already_authenticated" }),
];

const operations: readonly FrameAttack[] = [
  asked("an unknown operation", "rooms.destroyAll", {}, { error: "unknown_operation" }),
  asked("an operation called __proto__", "__proto__", {}, { error: "unknown_operation" }),
  asked("an operation called constructor", "constructor", {}, { error: "unknown_operation" }),
  asked("an operation called toString", "toString", {}, { error: "unknown_operation" }),
  asked("an empty operation", "", {}, { error: "unknown_operation" }),
  asked("an operation's path", "/rooms", {}, { error: "unknown_operation" }),
  asked("a very long operation", "x".repeat(10_000), {}, { error: "unknown_operation" }),
  asked("an input that is a list", "rooms.list", []),
  asked("an input that is text", "rooms.list", "x"),
  asked("an input that is a number", "rooms.list", 1),
  asked("an unknown field", "rooms.list", { filter: { $where: "1" } }),
  asked("a forged user", "accounts.me", { userId: randomUUID() }),
  asked("a number as text", "rooms.list", { limit: "10" }),
  asked("a page of nothing", "rooms.list", { limit: 0 }),
  asked("a page of 101", "rooms.list", { limit: 101 }),
  asked("a cursor of garbage", "rooms.list", { cursor: "garbage" }),
  asked("a cursor that is an object", "rooms.mine", { cursor: { $gt: "" } }),
  asked("a room that is an operator", "rooms.get", { roomId: { $ne: null } }),
  asked("a room that is a list", "rooms.get", { roomId: [randomUUID()] }),
  asked("a room that never was", "rooms.get", { roomId: randomUUID() }, { error: "not_found" }),
  asked("resuming rooms by the hundred and one", "sync.resume", {
    rooms: Array.from({ length: 101 }, () => ({ room: randomUUID() })),
  }),
  asked("resuming a seq beyond all numbers", "sync.resume", { rooms: [{ room: randomUUID(), seq: 1e21 }] }),
  asked("pausing what is no room", "sync.pause", { rooms: ["x"] }),
  asked("pausing rooms that never were", "sync.pause", { rooms: [randomUUID()] }, { ok: true }),
  asked("renewing with nothing", "auth.renew", {}, { error: "unauthenticated" }),
  asked(
    "keeping a session in cookies that a socket does not have",
    "auth.signIn",
    {
      login: "nobody.there",
      password: "hunter2-secret",
      keep: "cookie",
    },
    { error: "invalid_input" },
  ),
  [
    "writing in somebody else's room",
    ({ room }) => rawFrame(request("messages.send", { roomId: room, clientId: randomUUID(), body: "x" })),
    { error: "not_found" },
  ],
  [
    "writing as somebody else",
    ({ ownRoom, ada }) =>
      rawFrame(request("messages.send", { roomId: ownRoom, clientId: randomUUID(), body: "x", sender: ada.user })),
    invalid,
  ],
  [
    "deleting somebody else's room",
    ({ room }) => rawFrame(request("rooms.delete", { roomId: room })),
    { error: "not_found" },
  ],
  [
    "ending somebody else's session",
    ({ ada }) => rawFrame(request("sessions.end", { sessionId: ada.sessionId })),
    { error: "not_found" },
  ],
];

const brokenProtocol: readonly FrameAttack[] = [
  ["a binary frame", () => rawFrame('{"type":"ping"}', { opcode: 2 }), { error: "malformed", close: 4000 }],
  ["an empty binary frame", () => rawFrame("", { opcode: 2 }), { error: "malformed", close: 4000 }],
  [
    "a text in two fragments, which is allowed",
    () => [rawFrame('{"id":1,"op":"ser', { fin: false }), rawFrame('ver.info"}', { opcode: 0 })],
    { ok: true },
  ],
  [
    "a ping between two fragments, which is allowed",
    () => [
      rawFrame('{"id":1,"op":"ser', { fin: false }),
      rawFrame("", { opcode: 9 }),
      rawFrame('ver.info"}', { opcode: 0 }),
    ],
    { ok: true },
  ],
  ["a frame that is not masked", () => rawFrame('{"type":"ping"}', { masked: false }), { close: 1002 }],
  ["a continuation of nothing", () => rawFrame("x", { opcode: 0 }), { close: 1002 }],
  ["a new text inside a fragmented one", () => [rawFrame("a", { fin: false }), rawFrame("b")], { close: 1002 }],
  ["a reserved bit", () => rawFrame("x", { reserved: 4 }), { close: 1002 }],
  ["another reserved bit", () => rawFrame("x", { reserved: 1 }), { close: 1002 }],
  ["a reserved opcode", () => rawFrame("x", { opcode: 3 }), { close: 1002 }],
  ["a reserved control opcode", () => rawFrame("x", { opcode: 11 }), { close: 1002 }],
  ["a fragmented ping", () => rawFrame("x", { opcode: 9, fin: false }), { close: 1002 }],
  ["a ping of 126 bytes", () => rawFrame("x".repeat(126), { opcode: 9 }), { close: 1002 }],
  ["a close frame of one byte", () => rawFrame("x", { opcode: 8 }), { close: 1002 }],
  ["a close code that may not be sent", () => rawFrame(Buffer.from([0x03, 0xed]), { opcode: 8 }), { close: 1002 }],
  ["a close code from nowhere", () => rawFrame(Buffer.from([0x00, 0x01]), { opcode: 8 }), { close: 1002 }],
  ["a close reason that is not UTF-8", () => rawFrame(Buffer.from([0x03, 0xe8, 0xff]), { opcode: 8 }), { close: 1007 }],
  ["a lone 0xff", () => rawFrame(Buffer.from([0xff])), { close: 1007 }],
  ["an overlong slash", () => rawFrame(Buffer.from([0xc0, 0xaf])), { close: 1007 }],
  ["a surrogate in UTF-8", () => rawFrame(Buffer.from([0xed, 0xa0, 0x80])), { close: 1007 }],
  ["half a character at the end of a text", () => rawFrame(Buffer.from([0x22, 0xe2, 0x82])), { close: 1007 }],
  ["a frame of 64 KiB and one byte", () => rawFrame(" ".repeat(limits.frameBytesMax + 1)), { close: 1009 }],
  ["a frame that says it has four gigabytes", () => rawFrame("x", { length: 2n ** 32n }), { close: 1009 }],
  ["a frame longer than numbers go", () => rawFrame("x", { length: 2n ** 63n - 1n }), { close: 1009 }],
  [
    "fragments without end",
    () => [
      rawFrame("", { fin: false }),
      ...Array.from({ length: 70 }, () => rawFrame("x".repeat(1_000), { opcode: 0, fin: false })),
    ],
    { close: 1009 },
  ],
  ["plain HTTP", () => Buffer.from("GET / HTTP/1.1\r\nHost: x\r\n\r\n"), { close: 1002 }],
  [
    "eleven unreadable frames",
    () => Array.from({ length: 11 }, () => rawFrame("{")),
    { error: "malformed", close: 4000 },
  ],
];

export const frameAttacks: readonly FrameAttack[] = [...unreadable, ...operations, ...brokenProtocol];
