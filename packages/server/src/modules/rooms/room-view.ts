import type { DirectoryRoom, Member, MyRoom, ReadState, Room } from "@parley/protocol";
import type { MyRoomRow, ReadRow } from "./my-rooms-store.ts";
import type { MemberRow, RoomRow } from "./room.ts";
import { lastMessageView, person, type People } from "./timeline-view.ts";

export function roomView(row: RoomRow): Room {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    category: row.category,
    visibility: row.visibility,
    memberCount: row.member_count,
    createdAt: row.created_at.toISOString(),
  };
}

export function directoryRoomView(row: RoomRow, joined: boolean): DirectoryRoom {
  return { room: roomView(row), joined };
}

export function myRoomView(row: MyRoomRow): MyRoom {
  return {
    room: roomView(row),
    role: row.role,
    joinedAt: row.joined_at.toISOString(),
    seq: row.seq,
    readSeq: row.read_seq,
    unread: row.unread,
    messageCount: row.message_count,
    lastActivityAt: row.last_activity_at.toISOString(),
    lastEvent: row.last && lastMessageView(row.id, row.last),
  };
}

export function readStateView(row: ReadRow): ReadState {
  return { readSeq: row.read_seq, unread: row.unread, messageCount: row.message_count };
}

export function memberView(row: MemberRow, people: People): Member {
  return { user: person(people, row.user_id), role: row.role, joinedAt: row.joined_at.toISOString() };
}
