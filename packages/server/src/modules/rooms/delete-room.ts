import type { User } from "@parley/protocol";
import { announceChanges, announceMemberships, announceRemoved } from "./announce.ts";
import { changeRoom } from "./change-room.ts";
import { deleteSomeMembers, findMember } from "./member-store.ts";
import { ensureOwner, standingOf } from "./room-policy.ts";
import { lockRoom, recordChanges } from "./room-store.ts";
import type { RoomsParts } from "./rooms-parts.ts";

type Parts = Pick<RoomsParts, "store" | "bus" | "users" | "logger">;

const membersAtATime = 500;

/** The room is gone for everybody with the first transaction; members and messages are cleared away after it. */
export async function deleteRoom(parts: Parts, caller: User, roomId: string): Promise<null> {
  const recorded = await changeRoom(parts, roomId, async (tx) => {
    const room = await lockRoom(tx, roomId);
    ensureOwner(standingOf(room, await findMember(tx, roomId, caller.id)));
    const members = -(room?.member_count ?? 0);
    return recordChanges(tx, roomId, [{ type: "room.deleted", userId: caller.id }], { members, deletes: true });
  });
  announceMemberships(parts, roomId, null);
  // Before the members are told one by one: there may be many, and those who have the room open should see it end.
  await announceChanges(parts, roomId, recorded, [caller]);
  try {
    await clearMembers(parts, roomId);
  } catch (error) {
    parts.logger.warn(
      { err: error, room: roomId },
      "could not tell all members of a deleted room; the purge goes on with it",
    );
  }
  return null;
}

/** Takes the members out of a deleted room and tells them, some at a time. */
export async function clearMembers(parts: Pick<RoomsParts, "store" | "bus">, roomId: string): Promise<void> {
  for (;;) {
    const removed = await deleteSomeMembers(parts.store, roomId, membersAtATime);
    if (removed.length === 0) return;
    // Nobody comes back into a deleted room: nothing overtakes this.
    announceRemoved(parts, roomId, removed, "deleted", Number.MAX_SAFE_INTEGER);
  }
}
