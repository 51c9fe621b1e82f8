import { Type } from "typebox";
import { limits } from "../limits.ts";
import { operation } from "../operation.ts";
import { Id, Seq, Timestamp } from "../scalars.ts";
import { MessageBody, MessageKind, TimelineEvent } from "./timeline-event.ts";

export const sendMessage = operation({
  method: "POST",
  path: "/rooms/{roomId}/messages",
  auth: "session",
  summary: "Write in a room.",
  description:
    "The answer comes after the message is durable. The same `clientId` again, at any time and on any server, gives the " +
    "same answer and no second message. Over HTTP the header `Idempotency-Key` may carry the `clientId`.",
  input: Type.Object({ roomId: Id, clientId: Id, kind: Type.Optional(MessageKind), body: MessageBody }),
  output: Type.Object({ room: Id, seq: Seq, at: Timestamp, clientId: Id }),
  status: 201,
  cost: 1,
  errors: ["not_found", "not_a_member"],
});

export const history = operation({
  method: "GET",
  path: "/rooms/{roomId}/history",
  auth: "session",
  summary: "A page of a room's events, oldest first.",
  description:
    "At most one of `before`, `after` and `around` (seqs, the first two exclusive); none means the newest page. " +
    "`from` and `to` keep to a span of time: `from` inclusive, `to` exclusive.",
  input: Type.Object({
    roomId: Id,
    before: Type.Optional(Seq),
    after: Type.Optional(Seq),
    around: Type.Optional(Seq),
    from: Type.Optional(Timestamp),
    to: Type.Optional(Timestamp),
    limit: Type.Optional(
      Type.Integer({ minimum: 1, maximum: limits.historyPageMax, default: limits.historyPageDefault }),
    ),
  }),
  output: Type.Object({
    events: Type.Array(TimelineEvent, { description: "Without a gap: each seq is the one before plus one." }),
    hasOlder: Type.Boolean({ description: "Whether older events exist (inside `from`, if given)." }),
    hasNewer: Type.Boolean({ description: "Whether newer events exist (inside `to`, if given)." }),
    seq: Type.Integer({ minimum: 0, description: "The room's newest seq at the time of reading." }),
  }),
  status: 200,
  cost: 2,
  errors: ["not_found", "not_a_member"],
});
