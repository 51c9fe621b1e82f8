import type { Queries } from "../../ports/store.ts";
import { deleteMember, hasOwner, promoteLongestStanding } from "./member-store.ts";
import type { RoomRow } from "./room.ts";
import { afterLeaving } from "./room-policy.ts";
import { recordChanges, type Recorded, type RoomChange } from "./room-store.ts";

export interface Removal {
  readonly recorded: Recorded;
  /** Who is owner now because the last owner went. */
  readonly successor: string | null;
  readonly roomDeleted: boolean;
}

/** The one way out of a room that goes on, by oneself or by another. The room is locked. Null: they were not in it. */
export async function removeFromRoom(
  tx: Queries,
  room: RoomRow,
  userId: string,
  byId?: string,
): Promise<Removal | null> {
  const gone = await deleteMember(tx, room.id, userId);
  if (!gone) return null;
  const left: RoomChange = { type: "member.left", userId, ...(byId !== undefined && { byId }) };
  const outcome = afterLeaving({
    role: gone.role,
    othersLeft: room.member_count - 1,
    otherOwners: await hasOwner(tx, room.id),
  });
  if (outcome === "deleted") {
    const recorded = await recordChanges(tx, room.id, [left, { type: "room.deleted", userId }], {
      members: -1,
      deletes: true,
    });
    return { recorded, successor: null, roomDeleted: true };
  }
  const successor = outcome === "handed_over" ? await promoteLongestStanding(tx, room.id) : null;
  const changes: RoomChange[] =
    successor === null ? [left] : [left, { type: "member.role_changed", userId: successor, role: "owner" }];
  return { recorded: await recordChanges(tx, room.id, changes, { members: -1 }), successor, roomDeleted: false };
}
