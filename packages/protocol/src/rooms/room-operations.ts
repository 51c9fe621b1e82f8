import { Type } from "typebox";
import { Username } from "../accounts/user.ts";
import { operation } from "../operation.ts";
import { Cursor, Id, PageLimit, Seq } from "../scalars.ts";
import {
  DirectoryRoom,
  Member,
  MyRoom,
  ReadState,
  RoomCategory,
  RoomDescription,
  RoomName,
  RoomVisibility,
} from "./room.ts";

const page = { cursor: Type.Optional(Cursor), limit: Type.Optional(PageLimit) };
const nextCursor = Type.Optional(Cursor);

export const createRoom = operation({
  method: "POST",
  path: "/rooms",
  auth: "session",
  summary: "Make a room and be its owner.",
  description: "With `clientId` (or the header `Idempotency-Key`) the same request made twice makes one room.",
  input: Type.Object({
    name: RoomName,
    description: Type.Optional(RoomDescription),
    category: Type.Optional(RoomCategory),
    visibility: RoomVisibility,
    clientId: Type.Optional(Id),
  }),
  output: MyRoom,
  status: 201,
  cost: 5,
  errors: ["room_name_taken", "daily_limit_reached", "not_found"],
});

export const listRooms = operation({
  method: "GET",
  path: "/rooms",
  auth: "session",
  summary: "The directory of public rooms, by name.",
  input: Type.Object({
    query: Type.Optional(
      Type.String({ maxLength: 100, description: "Words, or their beginnings, of name, description or category." }),
    ),
    category: Type.Optional(RoomCategory),
    ...page,
  }),
  output: Type.Object({ rooms: Type.Array(DirectoryRoom), nextCursor }),
  status: 200,
  cost: 2,
  errors: [],
});

export const myRooms = operation({
  method: "GET",
  path: "/me/rooms",
  auth: "session",
  summary: "The rooms I am in, with unread counts, latest activity first.",
  input: Type.Object(page),
  output: Type.Object({ rooms: Type.Array(MyRoom), nextCursor }),
  status: 200,
  cost: 2,
  errors: [],
});

export const getRoom = operation({
  method: "GET",
  path: "/rooms/{roomId}",
  auth: "session",
  summary: "A public room, or one I am in.",
  input: Type.Object({ roomId: Id }),
  output: DirectoryRoom,
  status: 200,
  cost: 1,
  errors: ["not_found"],
});

export const listMembers = operation({
  method: "GET",
  path: "/rooms/{roomId}/members",
  auth: "session",
  summary: "The members of a room I am in, by username.",
  input: Type.Object({ roomId: Id, ...page }),
  output: Type.Object({ members: Type.Array(Member), nextCursor }),
  status: 200,
  cost: 2,
  errors: ["not_found", "not_a_member"],
});

export const joinRoom = operation({
  method: "POST",
  path: "/rooms/{roomId}/join",
  auth: "session",
  summary: "Join a public room. Joining again changes nothing.",
  input: Type.Object({ roomId: Id }),
  output: MyRoom,
  status: 200,
  cost: 3,
  errors: ["not_found"],
});

export const leaveRoom = operation({
  method: "POST",
  path: "/rooms/{roomId}/leave",
  auth: "session",
  summary: "Leave a room.",
  description:
    "When the last owner leaves, the member who has been there longest becomes owner; when nobody is left the room is deleted.",
  input: Type.Object({ roomId: Id }),
  output: Type.Null(),
  status: 204,
  cost: 3,
  errors: ["not_found", "not_a_member"],
});

export const addMember = operation({
  method: "POST",
  path: "/rooms/{roomId}/members",
  auth: "session",
  summary: "Bring somebody into a room by their exact username (owners).",
  input: Type.Object({ roomId: Id, username: Username }),
  output: Member,
  status: 200,
  cost: 3,
  errors: ["not_found", "not_a_member", "forbidden"],
});

export const removeMember = operation({
  method: "DELETE",
  path: "/rooms/{roomId}/members/{userId}",
  auth: "session",
  summary: "Put somebody out of a room (owners).",
  input: Type.Object({ roomId: Id, userId: Id }),
  output: Type.Null(),
  status: 204,
  cost: 3,
  errors: ["not_found", "not_a_member", "forbidden"],
});

export const deleteRoom = operation({
  method: "DELETE",
  path: "/rooms/{roomId}",
  auth: "session",
  summary: "Delete a room and all that was said in it (owners).",
  input: Type.Object({ roomId: Id }),
  output: Type.Null(),
  status: 204,
  cost: 5,
  errors: ["not_found", "not_a_member", "forbidden"],
});

export const markRead = operation({
  method: "PUT",
  path: "/rooms/{roomId}/read",
  auth: "session",
  summary: "I have read up to this seq. A position never moves back.",
  input: Type.Object({ roomId: Id, seq: Seq }),
  output: ReadState,
  status: 200,
  cost: 1,
  errors: ["not_found", "not_a_member"],
});
