import { clearMembers } from "./delete-room.ts";
import { deleteRoomRow, deleteSomeEvents, deleteSomeMessages, findDeletedRoom } from "./purge-store.ts";
import type { RoomsParts } from "./rooms-parts.ts";

const rowsAtATime = 1_000;

/**
 * Removes what deleted rooms left behind, at most about `limit` rows of messages and events, in small transactions.
 * Answers how many were removed; fewer than `limit` means that nothing is left. Two at once do no harm.
 */
export async function purgeDeletedRooms(parts: Pick<RoomsParts, "store" | "bus">, limit: number): Promise<number> {
  let removed = 0;
  while (removed < limit) {
    const roomId = await findDeletedRoom(parts.store);
    if (roomId === null) break;
    const batch = Math.min(rowsAtATime, limit - removed);
    const messages = await deleteSomeMessages(parts.store, roomId, batch);
    removed += messages;
    if (messages > 0) continue;
    const events = await deleteSomeEvents(parts.store, roomId, batch);
    removed += events;
    if (events > 0) continue;
    await clearMembers(parts, roomId);
    await deleteRoomRow(parts.store, roomId);
    removed++;
  }
  return removed;
}
