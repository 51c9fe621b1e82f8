import type { RoomRole } from "@parley/protocol";
import type { Prepared, Queries } from "../../ports/store.ts";
import type { RoomRow } from "./room.ts";
import type { RoomEventRow } from "./timeline-view.ts";

export const roomColumns = `r.id, r.name, r.description, r.category, r.visibility, r.created_by, r.created_at, r.seq,
  r.message_count, r.member_count`;

export interface NewRoom extends Pick<RoomRow, "id" | "name" | "description" | "category" | "visibility"> {
  readonly createdBy: string;
  readonly clientId: string;
}

export async function insertRoom(tx: Queries, room: NewRoom): Promise<void> {
  await tx.query(
    `insert into rooms (id, name, description, category, visibility, created_by, client_id, created_at, last_activity_at)
     select $1, $2, $3, $4, $5, $6, $7, now, now from date_trunc('milliseconds', clock_timestamp()) as now`,
    [room.id, room.name, room.description, room.category, room.visibility, room.createdBy, room.clientId],
  );
}

export async function findRoomByClientId(tx: Queries, createdBy: string, clientId: string): Promise<string | null> {
  const [row] = await tx.query<{ id: string }>("select id from rooms where created_by = $1 and client_id = $2", [
    createdBy,
    clientId,
  ]);
  return row?.id ?? null;
}

/** A room with the caller's membership, in one look. */
export const roomFor: Prepared = {
  name: "rooms.room-for",
  text: `select ${roomColumns}, m.role
    from rooms r left join members m on m.room_id = r.id and m.user_id = $2
    where r.id = $1 and r.deleted_at is null`,
};

export async function findRoomFor(
  store: Queries,
  roomId: string,
  userId: string,
): Promise<(RoomRow & { role: RoomRole | null }) | null> {
  const [row] = await store.query<RoomRow & { role: RoomRole | null }>(roomFor, [roomId, userId]);
  return row ?? null;
}

/**
 * Every change of a room takes this lock before any other of the room's rows. One order of locks: changes wait for each
 * other and cannot deadlock. Null when the room is not there any more.
 */
export async function lockRoom(tx: Queries, roomId: string): Promise<RoomRow | null> {
  const [row] = await tx.query<RoomRow>(
    `select ${roomColumns} from rooms r where r.id = $1 and r.deleted_at is null for no key update`,
    [roomId],
  );
  return row ?? null;
}

/** A durable change before it has its place in the order. */
export interface RoomChange {
  readonly type: RoomEventRow["type"];
  readonly userId: string;
  readonly byId?: string;
  readonly role?: RoomRole;
}

export interface Recorded {
  readonly events: readonly RoomEventRow[];
  readonly messageCount: number;
}

const recordSql = `
with room as (
  update rooms
  set seq = seq + cardinality($2::text[]),
    member_count = member_count + $6,
    deleted_at = case when $7 then clock_timestamp() end,
    -- A clock that jumps back does not make time in a room go back.
    last_activity_at = greatest(date_trunc('milliseconds', clock_timestamp()), last_activity_at)
  where id = $1
  returning id, seq, message_count, last_activity_at
), recorded as (
  insert into room_events (room_id, seq, type, at, user_id, by_id, data)
  select room.id, room.seq - cardinality($2::text[]) + change.n, change.type, room.last_activity_at, change.user_id,
    change.by_id, case when change.role is null then '{}' else jsonb_build_object('role', change.role) end
  from room, unnest($2::text[], $3::uuid[], $4::uuid[], $5::text[]) with ordinality
    as change (type, user_id, by_id, role, n)
  returning room_id, seq, type, at, user_id, by_id, data
)
select recorded.*, room.message_count from recorded, room order by recorded.seq`;

/** Gives changes the next seqs of a locked room and writes them down. */
export async function recordChanges(
  tx: Queries,
  roomId: string,
  changes: readonly RoomChange[],
  effect: { readonly members: number; readonly deletes?: boolean },
): Promise<Recorded> {
  const rows = await tx.query<RoomEventRow & { message_count: number }>(recordSql, [
    roomId,
    changes.map((change) => change.type),
    changes.map((change) => change.userId),
    changes.map((change) => change.byId ?? null),
    changes.map((change) => change.role ?? null),
    effect.members,
    effect.deletes ?? false,
  ]);
  const [first] = rows;
  if (!first) throw new Error("A locked room took no event");
  return { events: rows, messageCount: first.message_count };
}
