import type { Member, OperationInput, User } from "@parley/protocol";
import { AppError } from "../../kernel/app-error.ts";
import { addToRoom } from "./add-to-room.ts";
import { announceAdded, announceChanges, announceMemberships } from "./announce.ts";
import { changeRoom } from "./change-room.ts";
import { findMember } from "./member-store.ts";
import { ensureOwner, standingOf } from "./room-policy.ts";
import { lockRoom } from "./room-store.ts";
import { memberView, myRoomView } from "./room-view.ts";
import type { RoomsParts } from "./rooms-parts.ts";

type Parts = Pick<RoomsParts, "store" | "bus" | "users" | "logger">;

export async function addMember(
  parts: Parts,
  caller: User,
  { roomId, username }: OperationInput<"rooms.addMember">,
): Promise<Member> {
  const user = await parts.users.findByUsername(username);
  const added = await changeRoom(parts, roomId, async (tx) => {
    const room = await lockRoom(tx, roomId);
    ensureOwner(standingOf(room, await findMember(tx, roomId, caller.id)));
    // Only now: who may not add people does not learn which names exist.
    if (!user) throw new AppError("not_found", { detail: "Nobody has this username." });
    const already = await findMember(tx, roomId, user.id);
    return already
      ? { member: already, user, recorded: null }
      : { ...(await addToRoom(tx, roomId, user, caller.id)), user };
  });
  if (added.recorded) {
    announceMemberships(parts, roomId, [added.user.id]);
    await announceChanges(parts, roomId, added.recorded, [caller, added.user]);
    announceAdded(parts, added.user.id, myRoomView(added.room));
  }
  return memberView(added.member, new Map([[added.user.id, added.user]]));
}
