import { Type, type Static } from "typebox";
import {
  MemberJoined,
  MemberLeft,
  MemberRoleChanged,
  MessageCreated,
  RoomCreated,
  RoomDeleted,
} from "./messages/timeline-event.ts";
import { MyRoom } from "./rooms/room.ts";
import { Id, Seq, Timestamp } from "./scalars.ts";

/** A room I am in has news, and I have not resumed it on this socket. At most one in two seconds for each room. */
export const RoomActivity = Type.Object(
  {
    type: Type.Literal("room.activity"),
    room: Id,
    seq: Type.Integer({ minimum: 0, description: "The room's newest seq." }),
    messageCount: Type.Integer({
      minimum: 0,
      description: "Messages of the room so far, as far as this server has seen.",
    }),
    at: Timestamp,
  },
  { $id: "RoomActivity" },
);

/** I am in a room now (I joined on another device, or somebody added me). */
export const RoomAdded = Type.Object({ type: Type.Literal("me.room_added"), room: MyRoom }, { $id: "RoomAdded" });

/** I am no longer in a room, or it no longer exists. */
export const RoomRemoved = Type.Object(
  {
    type: Type.Literal("me.room_removed"),
    room: Id,
    reason: Type.Union([Type.Literal("left"), Type.Literal("removed"), Type.Literal("deleted")]),
  },
  { $id: "RoomRemoved" },
);

/** My read position moved, here or on another device. */
export const ReadMoved = Type.Object(
  {
    type: Type.Literal("me.read"),
    room: Id,
    readSeq: Seq,
    unread: Type.Integer({ minimum: 0 }),
    messageCount: Type.Integer({ minimum: 0, description: "Messages of the room when `unread` was counted." }),
  },
  { $id: "ReadMoved" },
);

/** The server is about to stop: come back, to another server if there is one, after this many milliseconds. */
export const Reconnect = Type.Object(
  { type: Type.Literal("server.reconnect"), afterMs: Type.Integer({ minimum: 0 }) },
  { $id: "Reconnect" },
);

/** Who gets an event. `room`: members who have resumed the room. `passive`: members who have not. `user`: one person. */
export type Audience = "room" | "passive" | "user" | "socket";

/** Every event by its name. Durable ones carry `room` and `seq` and are replayed; the others may be lost at any time. */
export const events = {
  "message.created": { schema: MessageCreated, audience: "room", durable: true },
  "room.created": { schema: RoomCreated, audience: "room", durable: true },
  "member.joined": { schema: MemberJoined, audience: "room", durable: true },
  "member.left": { schema: MemberLeft, audience: "room", durable: true },
  "member.role_changed": { schema: MemberRoleChanged, audience: "room", durable: true },
  "room.deleted": { schema: RoomDeleted, audience: "room", durable: true },
  "room.activity": { schema: RoomActivity, audience: "passive", durable: false },
  "me.room_added": { schema: RoomAdded, audience: "user", durable: false },
  "me.room_removed": { schema: RoomRemoved, audience: "user", durable: false },
  "me.read": { schema: ReadMoved, audience: "user", durable: false },
  "server.reconnect": { schema: Reconnect, audience: "socket", durable: false },
} as const;

export type EventName = keyof typeof events;
export type EphemeralEvent =
  | Static<typeof RoomActivity>
  | Static<typeof RoomAdded>
  | Static<typeof RoomRemoved>
  | Static<typeof ReadMoved>
  | Static<typeof Reconnect>;
