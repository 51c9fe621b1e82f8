import type { TimelineEvent, User } from "@parley/protocol";

/** A timeline event as the store reads it. */
export interface TimelineRow {
  seq: number;
  at: Date;
  type: TimelineEvent["type"];
  user_id: string;
  username: string;
  display_name: string;
  by_id: string | null;
  by_username: string | null;
  by_display_name: string | null;
  client_id: string | null;
  kind: "text" | null;
  body: string | null;
  data: { role?: "owner" | "member" } | null;
}

/** The event as it goes out, live or replayed: both must be equal to the letter. */
export function timelineEvent(room: string, row: TimelineRow): TimelineEvent {
  const base = { room, seq: row.seq, at: row.at.toISOString() };
  const user: User = { id: row.user_id, username: row.username, displayName: row.display_name };
  const by: User | null =
    row.by_id === null ? null : { id: row.by_id, username: row.by_username!, displayName: row.by_display_name! };
  switch (row.type) {
    case "message.created":
      return { type: row.type, ...base, sender: user, clientId: row.client_id!, kind: row.kind!, body: row.body! };
    case "room.created":
    case "room.deleted":
      return { type: row.type, ...base, by: by ?? user };
    case "member.joined":
      return { type: row.type, ...base, user, role: row.data?.role ?? "member", by };
    case "member.left":
      return { type: row.type, ...base, user, by };
    case "member.role_changed":
      return { type: row.type, ...base, user, role: row.data?.role ?? "member" };
  }
}
