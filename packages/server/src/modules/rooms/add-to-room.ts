import type { User } from "@parley/protocol";
import type { Queries } from "../../ports/store.ts";
import { insertMember } from "./member-store.ts";
import { findMyRoom, type MyRoomRow } from "./my-rooms-store.ts";
import type { MemberRow } from "./room.ts";
import { recordChanges, type Recorded } from "./room-store.ts";

export interface Addition {
  readonly member: MemberRow;
  readonly recorded: Recorded;
  /** The room as the newcomer sees it; read here, for a moment later they may be out again. */
  readonly room: MyRoomRow;
}

/** The one way into an existing room, by oneself or by another. The room is locked. */
export async function addToRoom(tx: Queries, roomId: string, user: User, byId?: string): Promise<Addition> {
  const recorded = await recordChanges(
    tx,
    roomId,
    [{ type: "member.joined", userId: user.id, role: "member", ...(byId !== undefined && { byId }) }],
    { members: 1 },
  );
  const { at, seq } = recorded.events[0]!;
  await insertMember(tx, roomId, { userId: user.id, username: user.username, role: "member", at, seq });
  const room = await findMyRoom(tx, user.id, roomId);
  if (!room) throw new Error("A member just added is not there");
  return { member: { user_id: user.id, role: "member", joined_at: at }, recorded, room };
}
