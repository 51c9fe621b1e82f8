import type { DirectoryRoom } from "@parley/protocol";
import { AppError } from "../../kernel/app-error.ts";
import { ensureVisible, standingOf } from "./room-policy.ts";
import { findRoomFor } from "./room-store.ts";
import { directoryRoomView } from "./room-view.ts";
import type { RoomsParts } from "./rooms-parts.ts";

export async function getRoom(
  { store }: Pick<RoomsParts, "store">,
  userId: string,
  roomId: string,
): Promise<DirectoryRoom> {
  const room = await findRoomFor(store, roomId, userId);
  if (!room) throw new AppError("not_found");
  const { role } = room;
  ensureVisible(standingOf(room, role && { role }));
  return directoryRoomView(room, role !== null);
}
