import type { MyRoom, User } from "@parley/protocol";
import { addToRoom } from "./add-to-room.ts";
import { announceAdded, announceChanges, announceMemberships } from "./announce.ts";
import { findMember } from "./member-store.ts";
import { myRoom } from "./my-rooms.ts";
import { ensureVisible, standingOf } from "./room-policy.ts";
import { lockRoom } from "./room-store.ts";
import type { RoomsParts } from "./rooms-parts.ts";

type Parts = Pick<RoomsParts, "store" | "bus" | "users">;

export async function joinRoom(parts: Parts, caller: User, roomId: string): Promise<MyRoom> {
  const joined = await parts.store.transaction(async (tx) => {
    const room = await lockRoom(tx, roomId);
    const member = await findMember(tx, roomId, caller.id);
    ensureVisible(standingOf(room, member));
    return member ? null : addToRoom(tx, roomId, caller);
  });
  if (!joined) return myRoom(parts, caller.id, roomId);
  announceMemberships(parts, roomId, [caller.id]);
  await announceChanges(parts, roomId, joined.recorded, [caller]);
  const answer = await myRoom(parts, caller.id, roomId);
  announceAdded(parts, caller.id, answer);
  return answer;
}
