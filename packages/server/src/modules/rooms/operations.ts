import { bind, type AnyBoundOperation } from "../../kernel/operation.ts";
import { addMember } from "./add-member.ts";
import { createRoom } from "./create-room.ts";
import { deleteRoom } from "./delete-room.ts";
import { getRoom } from "./get-room.ts";
import { joinRoom } from "./join-room.ts";
import { leaveRoom } from "./leave-room.ts";
import { listMembers } from "./list-members.ts";
import { listRooms } from "./list-rooms.ts";
import { markRead } from "./mark-read.ts";
import { myRooms } from "./my-rooms.ts";
import { removeMember } from "./remove-member.ts";
import type { RoomsParts } from "./rooms-parts.ts";

export function roomOperations(parts: RoomsParts): AnyBoundOperation[] {
  return [
    bind("rooms.create", (input, { caller }) => createRoom(parts, caller.user, input)),
    bind("rooms.list", (input, { caller }) => listRooms(parts, caller.user.id, input)),
    bind("rooms.mine", (input, { caller }) => myRooms(parts, caller.user.id, input)),
    bind("rooms.get", ({ roomId }, { caller }) => getRoom(parts, caller.user.id, roomId)),
    bind("rooms.join", ({ roomId }, { caller }) => joinRoom(parts, caller.user, roomId)),
    bind("rooms.leave", ({ roomId }, { caller }) => leaveRoom(parts, caller.user, roomId)),
    bind("rooms.delete", ({ roomId }, { caller }) => deleteRoom(parts, caller.user, roomId)),
    bind("rooms.members", (input, { caller }) => listMembers(parts, caller.user.id, input)),
    bind("rooms.addMember", (input, { caller }) => addMember(parts, caller.user, input)),
    bind("rooms.removeMember", (input, { caller }) => removeMember(parts, caller.user, input)),
    bind("rooms.markRead", (input, { caller }) => markRead(parts, caller.user.id, input)),
  ];
}
