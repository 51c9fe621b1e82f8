import { limits, type OperationInput, type OperationOutput } from "@parley/protocol";
import { listMyRooms, newestActivity } from "./my-rooms-store.ts";
import { cutPage, pageCursor } from "./page-cursor.ts";
import { myRoomView } from "./room-view.ts";
import type { RoomsParts } from "./rooms-parts.ts";

const cursors = pageCursor("integer", "id");

export async function myRooms(
  { store }: Pick<RoomsParts, "store">,
  userId: string,
  { cursor, limit = limits.listPageDefault }: OperationInput<"rooms.mine">,
): Promise<OperationOutput<"rooms.mine">> {
  const [activity, id] = cursor === undefined ? [newestActivity.activity, newestActivity.id] : cursors.decode(cursor);
  const rows = await listMyRooms(store, userId, { activity, id }, limit + 1);
  const { page, next } = cutPage(rows, limit, (last) => cursors.encode(last.activity, last.id));
  return { rooms: page.map(myRoomView), ...next };
}
