import type { RoomRole, TimelineEvent, User } from "@parley/protocol";

/** A durable change of a room that is not a message, as it is stored. */
export interface RoomEventRow {
  readonly room_id: string;
  readonly seq: number;
  readonly type: Exclude<TimelineEvent["type"], "message.created">;
  readonly at: Date;
  readonly user_id: string;
  readonly by_id: string | null;
  readonly data: { readonly role?: RoomRole };
}

/** The newest message of a room, as the list of my rooms shows it. */
export interface LastMessageRow {
  readonly seq: number;
  readonly at: Date;
  readonly sender_id: string;
  readonly username: string;
  readonly display_name: string;
  readonly client_id: string;
  readonly kind: "text";
  readonly body: string;
}

export type People = ReadonlyMap<string, User>;

export function peopleOf(row: RoomEventRow): string[] {
  return row.by_id === null ? [row.user_id] : [row.user_id, row.by_id];
}

export function roomEventView(row: RoomEventRow, people: People): TimelineEvent {
  const base = { room: row.room_id, seq: row.seq, at: row.at.toISOString() };
  const user = person(people, row.user_id);
  const by = row.by_id === null ? null : person(people, row.by_id);
  const role = row.data.role ?? "member";
  switch (row.type) {
    case "room.created":
    case "room.deleted":
      return { type: row.type, ...base, by: user };
    case "member.joined":
      return { type: row.type, ...base, user, role, by };
    case "member.left":
      return { type: row.type, ...base, user, by };
    case "member.role_changed":
      return { type: row.type, ...base, user, role };
  }
}

export function lastMessageView(room: string, row: LastMessageRow): TimelineEvent {
  return {
    type: "message.created",
    room,
    seq: row.seq,
    at: row.at.toISOString(),
    sender: { id: row.sender_id, username: row.username, displayName: row.display_name },
    clientId: row.client_id,
    kind: row.kind,
    body: row.body,
  };
}

/** What somebody said or did stays when their account is gone. */
export function person(people: People, id: string): User {
  return people.get(id) ?? { id, username: "deleted", displayName: "Deleted account" };
}
