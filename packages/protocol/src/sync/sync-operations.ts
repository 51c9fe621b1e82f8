import { Type, type Static } from "typebox";
import { limits } from "../limits.ts";
import { TimelineEvent } from "../messages/timeline-event.ts";
import { operation } from "../operation.ts";
import { Id, Seq } from "../scalars.ts";

/**
 * How a room goes on.
 * - `live`: `events` are all that was missed, in order; what follows comes as event frames on this socket.
 * - `reset`: too much was missed, or the position is of another epoch. Nothing is replayed; drop what you have, load the
 *   newest page. The room is live from `seq` on.
 * - `gone`: the room does not exist for you (any more).
 */
export const ResumedRoom = Type.Union(
  [
    Type.Object({ room: Id, status: Type.Literal("live"), seq: Seq, events: Type.Array(TimelineEvent) }),
    Type.Object({ room: Id, status: Type.Literal("reset"), seq: Seq }),
    Type.Object({ room: Id, status: Type.Literal("gone") }),
  ],
  { $id: "ResumedRoom" },
);
export type ResumedRoom = Static<typeof ResumedRoom>;

export const resume = operation({
  method: "POST",
  path: "/sync/resume",
  auth: "session",
  summary: "Get what was missed in rooms; on a socket, also everything from then on.",
  description:
    "`seq` is the last position seen in the room; without it nothing is replayed and the room is live from its newest seq. " +
    "`epoch` is that of `hello` (or of an earlier answer) under which the positions were learned.",
  input: Type.Object({
    epoch: Type.Optional(Id),
    rooms: Type.Array(Type.Object({ room: Id, seq: Type.Optional(Seq) }), {
      minItems: 1,
      maxItems: limits.resumeRoomsMax,
    }),
  }),
  output: Type.Object({ epoch: Id, rooms: Type.Array(ResumedRoom) }),
  status: 200,
  cost: 3,
  errors: [],
});

export const pause = operation({
  method: "POST",
  path: "/sync/pause",
  auth: "session",
  summary: "No more events of these rooms on this socket; `room.activity` tells of news now and then.",
  input: Type.Object({ rooms: Type.Array(Id, { minItems: 1, maxItems: limits.resumeRoomsMax }) }),
  output: Type.Null(),
  status: 204,
  cost: 1,
  errors: [],
  only: "socket",
});
