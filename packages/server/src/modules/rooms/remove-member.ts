import type { OperationInput, User } from "@parley/protocol";
import { AppError } from "../../kernel/app-error.ts";
import { announceChanges, announceMemberships, announceRemoved } from "./announce.ts";
import { changeRoom } from "./change-room.ts";
import { findMember } from "./member-store.ts";
import { removeFromRoom } from "./remove-from-room.ts";
import { ensureMayRemove, standingOf } from "./room-policy.ts";
import { lockRoom } from "./room-store.ts";
import type { RoomsParts } from "./rooms-parts.ts";

export async function removeMember(
  parts: Pick<RoomsParts, "store" | "bus" | "users" | "logger">,
  caller: User,
  { roomId, userId }: OperationInput<"rooms.removeMember">,
): Promise<null> {
  const { recorded } = await changeRoom(parts, roomId, async (tx) => {
    const room = await lockRoom(tx, roomId);
    ensureMayRemove(standingOf(room, await findMember(tx, roomId, caller.id)), caller.id, userId);
    const removal = room && (await removeFromRoom(tx, room, userId, caller.id));
    if (!removal) throw new AppError("not_found", { detail: "This person is not in the room." });
    return removal;
  });
  announceMemberships(parts, roomId, [userId]);
  announceRemoved(parts, roomId, [userId], "removed", recorded.events[0]!.seq);
  await announceChanges(parts, roomId, recorded, [caller]);
  return null;
}
