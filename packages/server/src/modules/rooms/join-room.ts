import type { MyRoom, User } from "@parley/protocol";
import { addToRoom } from "./add-to-room.ts";
import { announceAdded, announceChanges, announceMemberships } from "./announce.ts";
import { changeRoom } from "./change-room.ts";
import { findMember } from "./member-store.ts";
import { findMyRoom } from "./my-rooms-store.ts";
import { ensureVisible, standingOf } from "./room-policy.ts";
import { lockRoom } from "./room-store.ts";
import { myRoomView } from "./room-view.ts";
import type { RoomsParts } from "./rooms-parts.ts";

type Parts = Pick<RoomsParts, "store" | "bus" | "users" | "logger">;

export async function joinRoom(parts: Parts, caller: User, roomId: string): Promise<MyRoom> {
  const joined = await changeRoom(parts, roomId, async (tx) => {
    const room = await lockRoom(tx, roomId);
    const member = await findMember(tx, roomId, caller.id);
    ensureVisible(standingOf(room, member));
    if (!member) return addToRoom(tx, roomId, caller);
    return { recorded: null, room: (await findMyRoom(tx, caller.id, roomId))! };
  });
  if (!joined.recorded) return myRoomView(joined.room);
  announceMemberships(parts, roomId, [caller.id]);
  await announceChanges(parts, roomId, joined.recorded, [caller]);
  const answer = myRoomView(joined.room);
  announceAdded(parts, caller.id, answer);
  return answer;
}
