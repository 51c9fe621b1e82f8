import { Type, type Static } from "typebox";
import { User } from "../accounts/user.ts";
import { limits } from "../limits.ts";
import { Id, Seq, Timestamp } from "../scalars.ts";

export const MessageBody = Type.String({
  minLength: 1,
  maxLength: limits.messageBodyMax,
  // At least one visible character; NUL cannot be stored. A look ahead, as a middle between two stars would take quadratic
  // time on a long text that fails at its end.
  pattern: "^(?=\\s*\\S)[^\\u0000]*$",
  description: "Markdown source or plain text.",
});

export const MessageKind = Type.Union([Type.Literal("text")], { default: "text" });

const base = { room: Id, seq: Seq, at: Timestamp };
const Role = Type.Union([Type.Literal("owner"), Type.Literal("member")]);

/** Somebody wrote. */
export const MessageCreated = Type.Object(
  {
    type: Type.Literal("message.created"),
    ...base,
    sender: User,
    clientId: Type.String({ description: "The id the sender's client chose: how it knows its own message again." }),
    kind: MessageKind,
    body: Type.String(),
  },
  { $id: "MessageCreated" },
);
export type MessageCreated = Static<typeof MessageCreated>;

/** The room began. Always seq 1. */
export const RoomCreated = Type.Object(
  { type: Type.Literal("room.created"), ...base, by: User },
  { $id: "RoomCreated" },
);

/** Somebody came in, by themselves or added by another. */
export const MemberJoined = Type.Object(
  { type: Type.Literal("member.joined"), ...base, user: User, role: Role, by: Type.Union([User, Type.Null()]) },
  { $id: "MemberJoined" },
);

/** Somebody went, by themselves or removed by another. */
export const MemberLeft = Type.Object(
  { type: Type.Literal("member.left"), ...base, user: User, by: Type.Union([User, Type.Null()]) },
  { $id: "MemberLeft" },
);

/** Somebody's role changed, for instance because the last owner left. */
export const MemberRoleChanged = Type.Object(
  { type: Type.Literal("member.role_changed"), ...base, user: User, role: Role },
  { $id: "MemberRoleChanged" },
);

/** The room ended; nothing follows. */
export const RoomDeleted = Type.Object(
  { type: Type.Literal("room.deleted"), ...base, by: User },
  { $id: "RoomDeleted" },
);

/** Everything that takes a seq in a room, in the one order that all members see. */
export const TimelineEvent = Type.Union(
  [MessageCreated, RoomCreated, MemberJoined, MemberLeft, MemberRoleChanged, RoomDeleted],
  { $id: "TimelineEvent", description: "A durable change in a room." },
);
export type TimelineEvent = Static<typeof TimelineEvent>;
export type TimelineEventType = TimelineEvent["type"];
