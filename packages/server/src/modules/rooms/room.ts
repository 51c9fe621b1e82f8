import type { Room, RoomRole } from "@parley/protocol";

/** A room as it is stored. */
export interface RoomRow {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly category: Room["category"];
  readonly visibility: Room["visibility"];
  readonly created_by: string;
  readonly created_at: Date;
  readonly seq: number;
  readonly message_count: number;
  readonly member_count: number;
}

export interface MemberRow {
  readonly user_id: string;
  readonly role: RoomRole;
  readonly joined_at: Date;
}

export interface Membership {
  readonly role: RoomRole;
}

/**
 * Where somebody stands towards a room: a member with a role, `outside` a public room, or in front of nothing: a room that
 * is not there and a private one of others look the same.
 */
export type Standing = RoomRole | "outside" | "nothing";
