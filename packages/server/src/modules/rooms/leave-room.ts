import type { User } from "@parley/protocol";
import { announceChanges, announceMemberships, announceRemoved } from "./announce.ts";
import { changeRoom } from "./change-room.ts";
import { removeFromRoom } from "./remove-from-room.ts";
import { ensureMember, standingOf } from "./room-policy.ts";
import { lockRoom } from "./room-store.ts";
import type { RoomsParts } from "./rooms-parts.ts";

export async function leaveRoom(
  parts: Pick<RoomsParts, "store" | "bus" | "users" | "logger">,
  caller: User,
  roomId: string,
): Promise<null> {
  const removal = await changeRoom(parts, roomId, async (tx) => {
    const room = await lockRoom(tx, roomId);
    const removal = room && (await removeFromRoom(tx, room, caller.id));
    if (!removal) ensureMember(standingOf(room, null));
    return removal!;
  });
  const { recorded, successor, roomDeleted } = removal;
  announceMemberships(parts, roomId, roomDeleted ? null : [caller.id, ...(successor === null ? [] : [successor])]);
  announceRemoved(parts, roomId, [caller.id], "left", recorded.events[0]!.seq);
  await announceChanges(parts, roomId, recorded, [caller]);
  return null;
}
