import { limits, type OperationInput, type OperationOutput } from "@parley/protocol";
import { listMembersAfter } from "./member-store.ts";
import { cutPage, pageCursor } from "./page-cursor.ts";
import { ensureMember } from "./room-policy.ts";
import { memberView } from "./room-view.ts";
import type { RoomsParts } from "./rooms-parts.ts";

const cursors = pageCursor("text");

export async function listMembers(
  { store, users, memberships }: Pick<RoomsParts, "store" | "users" | "memberships">,
  userId: string,
  { roomId, cursor, limit = limits.listPageDefault }: OperationInput<"rooms.members">,
): Promise<OperationOutput<"rooms.members">> {
  ensureMember(await memberships.standing(roomId, userId));
  const [after] = cursor === undefined ? [""] : cursors.decode(cursor);
  const rows = await listMembersAfter(store, roomId, after, limit + 1);
  const { page, next } = cutPage(rows, limit, (last) => cursors.encode(last.username));
  const people = await users.byIds(page.map((row) => row.user_id));
  return { members: page.map((row) => memberView(row, people)), ...next };
}
