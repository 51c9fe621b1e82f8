import { Type, type Static } from "typebox";
import { User } from "../accounts/user.ts";
import { limits } from "../limits.ts";
import { TimelineEvent } from "../messages/timeline-event.ts";
import { Id, Seq, Timestamp } from "../scalars.ts";

export const RoomName = Type.String({
  minLength: 1,
  maxLength: limits.roomNameMax,
  pattern:
    "^[^\\s\\u0000-\\u001f\\u007f\\u202a-\\u202e\\u2066-\\u2069]([^\\u0000-\\u001f\\u007f\\u202a-\\u202e\\u2066-\\u2069]*[^\\s\\u0000-\\u001f\\u007f\\u202a-\\u202e\\u2066-\\u2069])?$",
  description: "Unique among public rooms, whatever the case of its letters.",
  examples: ["Reading group"],
});

export const RoomDescription = Type.String({
  maxLength: limits.roomDescriptionMax,
  // Lines and tabs, but no other control characters, and none of the marks that turn the direction of text.
  pattern: "^[^\\u0000-\\u0008\\u000b-\\u001f\\u007f\\u202a-\\u202e\\u2066-\\u2069]*$",
});

export const RoomCategory = Type.Union(
  [
    Type.Literal("general"),
    Type.Literal("work"),
    Type.Literal("project"),
    Type.Literal("friends"),
    Type.Literal("family"),
    Type.Literal("school"),
    Type.Literal("hobby"),
    Type.Literal("support"),
    Type.Literal("other"),
  ],
  { default: "general" },
);

export const RoomVisibility = Type.Union([Type.Literal("public"), Type.Literal("private")], {
  description: "A public room is in the directory and anybody may join; a private one is seen by its members only.",
});

export const RoomRole = Type.Union([Type.Literal("owner"), Type.Literal("member")]);
export type RoomRole = Static<typeof RoomRole>;

export const Room = Type.Object(
  {
    id: Id,
    name: Type.String(),
    description: Type.String(),
    category: RoomCategory,
    visibility: RoomVisibility,
    memberCount: Type.Integer({ minimum: 0 }),
    createdAt: Timestamp,
  },
  { $id: "Room" },
);
export type Room = Static<typeof Room>;

/** A room of the directory, with whether I am in it. */
export const DirectoryRoom = Type.Object({ room: Room, joined: Type.Boolean() }, { $id: "DirectoryRoom" });
export type DirectoryRoom = Static<typeof DirectoryRoom>;

/** A room I am in, and where I stand in it. */
export const MyRoom = Type.Object(
  {
    room: Room,
    role: RoomRole,
    joinedAt: Timestamp,
    seq: Type.Integer({ minimum: 0, description: "The room's newest seq." }),
    readSeq: Type.Integer({ minimum: 0, description: "I have read up to here." }),
    unread: Type.Integer({ minimum: 0, description: "Messages after readSeq." }),
    messageCount: Type.Integer({
      minimum: 0,
      description: "Messages so far; minus `unread` it is how many I have read.",
    }),
    lastActivityAt: Timestamp,
    lastEvent: Type.Union([TimelineEvent, Type.Null()], { description: "The newest message, or null." }),
  },
  { $id: "MyRoom" },
);
export type MyRoom = Static<typeof MyRoom>;

export const Member = Type.Object({ user: User, role: RoomRole, joinedAt: Timestamp }, { $id: "Member" });
export type Member = Static<typeof Member>;

export const ReadState = Type.Object(
  { readSeq: Seq, unread: Type.Integer({ minimum: 0 }), messageCount: Type.Integer({ minimum: 0 }) },
  { $id: "ReadState" },
);
export type ReadState = Static<typeof ReadState>;
