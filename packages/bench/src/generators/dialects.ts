import { clientFrame } from "../wire/frames.ts";
import { taggedId } from "../wire/event-scan.ts";

/** A socket's place: who sits there and the room they listen to. Empty for servers that know neither. */
export interface Seat {
  readonly token: string;
  readonly room: string;
}

/** How to speak to one kind of server. */
export interface Dialect {
  /** Where to upgrade; null for a bare stream of frames. */
  readonly path: string | null;
  /** Bytes of a text frame before and after the message object. */
  readonly before: number;
  readonly after: number;
  /** Whether each message sent is answered to its sender. */
  readonly acknowledges: boolean;
  /** What to say when connected. */
  readonly greeting: (seat: Seat) => Buffer | null;
  /** What to answer to a text while joining; "joined" when messages come from now on. */
  readonly joining: (text: string, seat: Seat) => Buffer | "joined" | null;
  readonly message: (seat: Seat, tag: number, body: string) => Buffer;
}

/** The id of the one request that joins; messages count from 1. */
const joinRequest = 0;

const parley: Dialect = {
  path: "/ws",
  before: 0,
  after: 0,
  acknowledges: true,
  greeting: ({ token }) => clientFrame(JSON.stringify({ type: "authenticate", token })),
  joining: (text, { room }) => {
    const frame = JSON.parse(text) as { type?: string; id?: number; ok?: { rooms: { status: string }[] } };
    if (frame.type === "hello") return resumeRequest(joinRequest, room);
    if (frame.id !== joinRequest) return null;
    if (frame.ok?.rooms[0]?.status !== "live") throw new Error(`Could not join: ${text.slice(0, 300)}`);
    return "joined";
  },
  message: ({ room }, tag, body) => sendRequest(tag, room, taggedId(tag), body),
};

const socketIo: Dialect = {
  path: "/socket.io/?EIO=4&transport=websocket",
  before: '42["message",'.length,
  after: 1,
  acknowledges: false,
  greeting: () => null,
  joining: (text) => (text.startsWith("0") ? clientFrame("40") : text.startsWith("40") ? "joined" : null),
  message: (_seat, tag, body) => clientFrame(`42["send",${JSON.stringify({ clientId: taggedId(tag), body })}]`),
};

const bare: Dialect = {
  path: null,
  before: 0,
  after: 0,
  acknowledges: false,
  greeting: () => null,
  joining: () => null,
  message: () => Buffer.of(1),
};

export const dialects = { parley, "socket.io": socketIo, bare } as const;
export type DialectName = keyof typeof dialects;

export function sendRequest(id: number, roomId: string, clientId: string, body: string): Buffer {
  return clientFrame(`{"id":${id},"op":"messages.send","input":${JSON.stringify({ roomId, clientId, body })}}`);
}

export function resumeRequest(id: number, room: string, seq?: number): Buffer {
  return clientFrame(
    JSON.stringify({ id, op: "sync.resume", input: { rooms: [seq === undefined ? { room } : { room, seq }] } }),
  );
}
