import type { AnyBoundOperation } from "../../kernel/operation.ts";
import { topics } from "../../kernel/topics.ts";
import { createMembershipCache } from "./membership-cache.ts";
import { roomIdsOf } from "./my-rooms-store.ts";
import { roomOperations } from "./operations.ts";
import { purgeDeletedRooms } from "./purge-deleted-rooms.ts";
import type { Membership } from "./room.ts";
import { ensureMember, standingOf } from "./room-policy.ts";
import { findRoomFor } from "./room-store.ts";
import type { RoomsParts } from "./rooms-parts.ts";

export type { Membership } from "./room.ts";

/** Rooms and who is in them. */
export interface Rooms {
  readonly operations: readonly AnyBoundOperation[];
  /** From a cache that changes of membership reach at once; null for everybody who is not in the room. */
  membership(roomId: string, userId: string): Promise<Membership | null>;
  /** Throws `not_found` when the room is not there for this person to see, `not_a_member` when it is public. */
  requireMember(roomId: string, userId: string): Promise<Membership>;
  /** The rooms somebody is in, latest activity first, at most 1,000. */
  roomIdsOf(userId: string): Promise<string[]>;
  /** Removes about `limit` rows that deleted rooms left behind. Answers how many; fewer means that it is done. */
  purgeDeletedRooms(limit: number): Promise<number>;
  /** Stops listening to the bus. */
  close(): void;
}

export function createRooms(given: Omit<RoomsParts, "memberships">): Rooms {
  const { store, bus, clock } = given;
  const memberships = createMembershipCache({
    clock,
    load: async (roomId, userId) => {
      const room = await findRoomFor(store, roomId, userId);
      return standingOf(room, room?.role ? { role: room.role } : null);
    },
  });
  const close = bus.subscribe(topics.membershipsChanged, (change) => memberships.forget(change));
  return {
    operations: roomOperations({ ...given, memberships }),
    async membership(roomId, userId) {
      const standing = await memberships.standing(roomId, userId);
      return standing === "owner" || standing === "member" ? { role: standing } : null;
    },
    requireMember: async (roomId, userId) => ({ role: ensureMember(await memberships.standing(roomId, userId)) }),
    roomIdsOf: (userId) => roomIdsOf(store, userId),
    purgeDeletedRooms: (limit) => purgeDeletedRooms(given, limit),
    close,
  };
}
