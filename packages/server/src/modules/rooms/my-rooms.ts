import { limits, type MyRoom, type OperationInput, type OperationOutput } from "@parley/protocol";
import { listMyRooms, newestActivity, type MyRoomRow } from "./my-rooms-store.ts";
import { cutPage, pageCursor } from "./page-cursor.ts";
import { myRoomView } from "./room-view.ts";
import type { RoomsParts } from "./rooms-parts.ts";

type Parts = Pick<RoomsParts, "store" | "users">;

const cursors = pageCursor("integer", "id");

export async function myRooms(
  { store, users }: Parts,
  userId: string,
  { cursor, limit = limits.listPageDefault }: OperationInput<"rooms.mine">,
): Promise<OperationOutput<"rooms.mine">> {
  const [activity, id] = cursor === undefined ? [newestActivity.activity, newestActivity.id] : cursors.decode(cursor);
  const rows = await listMyRooms(store, userId, { activity, id }, limit + 1);
  const { page, next } = cutPage(rows, limit, (last) => cursors.encode(last.activity, last.id));
  const people = await users.byIds(sendersOf(page));
  return { rooms: page.map((row) => myRoomView(row, people)), ...next };
}

/** A room that somebody is in, as they see it. */
export async function showMyRoom({ users }: Pick<Parts, "users">, row: MyRoomRow): Promise<MyRoom> {
  return myRoomView(row, await users.byIds(sendersOf([row])));
}

const sendersOf = (rows: readonly MyRoomRow[]): string[] => [
  ...new Set(rows.flatMap((row) => (row.last ? [row.last.sender_id] : []))),
];
