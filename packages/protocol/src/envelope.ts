import { Type, type Static } from "typebox";
import { User } from "./accounts/user.ts";
import type { EphemeralEvent } from "./events.ts";
import type { TimelineEvent } from "./messages/timeline-event.ts";
import type { OperationName } from "./operations.ts";
import { Problem } from "./problem.ts";
import { Id } from "./scalars.ts";

/*
 * Frames of the socket `/ws`. Each is one JSON object in one text frame.
 *
 * Client to server: `AuthenticateFrame` (first, unless a cookie or a ticket did it), `RequestFrame`, `PingFrame`.
 * Server to client: `HelloFrame` (once authenticated), `ReplyFrame` (exactly one for each request), `PongFrame`, and
 * events: a timeline event or an ephemeral event as it stands, known by its `type`.
 */

export const AuthenticateFrame = Type.Object(
  { type: Type.Literal("authenticate"), token: Type.String({ minLength: 1, maxLength: 4_000 }) },
  { $id: "AuthenticateFrame", additionalProperties: false },
);
export type AuthenticateFrame = Static<typeof AuthenticateFrame>;

/** Call `op` with `input`. `id` is chosen by the client, unique among its unanswered requests. */
export const RequestFrame = Type.Object(
  {
    id: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
    op: Type.String({ minLength: 1, maxLength: 64 }),
    input: Type.Optional(Type.Unknown()),
  },
  { $id: "RequestFrame", additionalProperties: false },
);
export interface RequestFrame {
  id: number;
  op: OperationName;
  input?: unknown;
}

/** Is anybody there? Browsers cannot see the protocol's own pings, so they ask with this one. */
export const PingFrame = Type.Object({ type: Type.Literal("ping") }, { $id: "PingFrame", additionalProperties: false });
export type PingFrame = Static<typeof PingFrame>;

export const PongFrame = Type.Object({ type: Type.Literal("pong") }, { $id: "PongFrame" });
export type PongFrame = Static<typeof PongFrame>;

export const HelloFrame = Type.Object(
  {
    type: Type.Literal("hello"),
    epoch: Id,
    sessionId: Id,
    user: User,
    heartbeatSeconds: Type.Integer({ description: "The server pings this often; answer pongs (browsers do)." }),
    heartbeatTimeoutSeconds: Type.Integer({ description: "A side that heard nothing for this long gives up." }),
    frameBytesMax: Type.Integer(),
  },
  { $id: "HelloFrame" },
);
export type HelloFrame = Static<typeof HelloFrame>;

/** The one answer to a request: `ok` is the operation's output, or `error` says why not. */
export const ReplyFrame = Type.Union(
  [
    Type.Object({ id: Type.Integer(), ok: Type.Unknown() }),
    Type.Object({ id: Type.Union([Type.Integer(), Type.Null()]), error: Problem }),
  ],
  { $id: "ReplyFrame" },
);
export type ReplyFrame = { id: number; ok: unknown } | { id: number | null; error: Problem };

export type ServerFrame = HelloFrame | ReplyFrame | PongFrame | TimelineEvent | EphemeralEvent;
