import type { EphemeralEvent, TimelineEvent } from "@parley/protocol";

/*
 * What travels on the bus, from the process where something happened to every process. Topic names are made here only.
 */

/** Durable events of one room, in order of seq and without a gap between them, after their commit. */
export interface RoomNews {
  readonly room: string;
  readonly events: readonly TimelineEvent[];
  /** Messages of the room up to the last of `events`. */
  readonly messageCount: number;
}

/**
 * Something for all sockets of one person. `membership` tells gateways which rooms the person has; `seq` is where in the
 * room's order that came to be so, since news of going and coming back may overtake each other.
 */
export type UserNews =
  | { readonly kind: "event"; readonly event: EphemeralEvent }
  | {
      readonly kind: "membership";
      readonly room: string;
      readonly member: boolean;
      readonly seq: number;
      readonly event: EphemeralEvent;
    };

/** Sessions that ended: their sockets close, their access tokens stop working. */
export interface SessionsEnded {
  readonly sessionIds: readonly string[];
}

/** Memberships that changed: caches forget them. No users means all of the room. */
export interface MembershipsChanged {
  readonly room: string;
  readonly userIds: readonly string[] | null;
}

export interface Topic<T> {
  readonly name: string;
  /** Never set; it carries the type of what is published. */
  readonly message?: T;
}

export const topics = {
  room: (roomId: string): Topic<RoomNews> => ({ name: `room:${roomId}` }),
  user: (userId: string): Topic<UserNews> => ({ name: `user:${userId}` }),
  sessionsEnded: { name: "sessions-ended" } as Topic<SessionsEnded>,
  membershipsChanged: { name: "memberships-changed" } as Topic<MembershipsChanged>,
};
