import { limits, type OperationInput, type OperationOutput } from "@parley/protocol";
import { directoryStart, listDirectory } from "./directory-store.ts";
import { cutPage, pageCursor } from "./page-cursor.ts";
import { directoryRoomView } from "./room-view.ts";
import type { RoomsParts } from "./rooms-parts.ts";
import { searchWords } from "./search-words.ts";

const cursors = pageCursor("text", "id");

export async function listRooms(
  { store }: Pick<RoomsParts, "store">,
  userId: string,
  { query = "", category, cursor, limit = limits.listPageDefault }: OperationInput<"rooms.list">,
): Promise<OperationOutput<"rooms.list">> {
  const words = searchWords(query);
  if (words === null && query.trim() !== "") return { rooms: [] };
  const [nameKey, id] = cursor === undefined ? [directoryStart.nameKey, directoryStart.id] : cursors.decode(cursor);
  const rows = await listDirectory(store, userId, {
    after: { nameKey, id },
    limit: limit + 1,
    words,
    category: category ?? null,
  });
  const { page, next } = cutPage(rows, limit, (last) => cursors.encode(last.name_key, last.id));
  return { rooms: page.map((row) => directoryRoomView(row, row.joined)), ...next };
}
