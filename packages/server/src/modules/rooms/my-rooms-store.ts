import type { RoomRole } from "@parley/protocol";
import type { Prepared, Queries } from "../../ports/store.ts";
import type { RoomRow } from "./room.ts";
import { roomColumns } from "./room-store.ts";
import type { LastMessageRow } from "./timeline-view.ts";

export interface MyRoomRow extends RoomRow {
  readonly role: RoomRole;
  readonly joined_at: Date;
  readonly read_seq: number;
  readonly last_activity_at: Date;
  /** Microseconds since 1970: a Date is too coarse for a cursor. */
  readonly activity: number;
  readonly unread: number;
  readonly last: LastMessageRow | null;
}

/** Messages up to `seq` of a room. Unread ones are the difference to the room's count: nothing is counted row by row. */
const messagesUpTo = (room: string, seq: string) => `coalesce((
  select upto.ordinal from messages upto where upto.room_id = ${room} and upto.seq <= ${seq} order by upto.seq desc limit 1
), 0)`;

/** The limit keeps the database from reading all rooms to find those of one person. */
const roomOfMember = "select * from rooms where id = m.room_id and deleted_at is null limit 1";

const myRoomsSql = (which: string) => `
with page as (
  select ${roomColumns}, r.last_activity_at, m.role, m.joined_at, m.read_seq,
    (extract(epoch from r.last_activity_at) * 1000000)::bigint as activity
  from members m cross join lateral (${roomOfMember}) r
  where m.user_id = $1 and ${which}
)
select page.*, page.message_count - ${messagesUpTo("page.id", "page.read_seq")} as unread,
  last.seq as last_seq, last.at as last_at, last.sender_id, last.client_id, last.kind, last.body,
  sender.username, sender.display_name
from page left join lateral (
  select seq, at, sender_id, client_id, kind, body from messages where room_id = page.id order by seq desc limit 1
) last on true
left join users sender on sender.id = last.sender_id
order by page.last_activity_at desc, page.id desc`;

export const myRoom: Prepared = { name: "rooms.my-room", text: myRoomsSql("m.room_id = $2") };

export const myRoomsPage: Prepared = {
  name: "rooms.my-rooms-page",
  text: myRoomsSql(`(r.last_activity_at, r.id) < ('epoch'::timestamptz + $2::bigint * interval '1 microsecond', $3::uuid)
  order by r.last_activity_at desc, r.id desc limit $4`),
};

export interface ActivityPlace {
  readonly activity: number;
  readonly id: string;
}

/** After every room: the year 2200. */
export const newestActivity: ActivityPlace = {
  activity: Date.UTC(2200, 0) * 1_000,
  id: "ffffffff-ffff-ffff-ffff-ffffffffffff",
};

type Row = Omit<MyRoomRow, "last"> & Omit<LastMessageRow, "seq" | "at"> & { last_seq: number | null; last_at: Date };

export async function findMyRoom(store: Queries, userId: string, roomId: string): Promise<MyRoomRow | null> {
  const [row] = await store.query<Row>(myRoom, [userId, roomId]);
  return row ? withLast(row) : null;
}

export async function listMyRooms(
  store: Queries,
  userId: string,
  before: ActivityPlace,
  limit: number,
): Promise<MyRoomRow[]> {
  return (await store.query<Row>(myRoomsPage, [userId, before.activity, before.id, limit])).map(withLast);
}

function withLast({
  last_seq,
  last_at,
  sender_id,
  username,
  display_name,
  client_id,
  kind,
  body,
  ...row
}: Row): MyRoomRow {
  const rest = { sender_id, username, display_name, client_id, kind, body };
  return { ...row, last: last_seq === null ? null : { seq: last_seq, at: last_at, ...rest } };
}

export interface ReadRow {
  readonly read_seq: number;
  readonly unread: number;
  readonly message_count: number;
}

export const moveRead: Prepared = {
  name: "rooms.move-read",
  text: `update members m set read_seq = least($3, r.seq)
    from rooms r
    where m.room_id = $1 and m.user_id = $2 and r.id = m.room_id and r.deleted_at is null
      and m.read_seq < least($3, r.seq)
    returning m.read_seq, r.message_count, r.message_count - ${messagesUpTo("m.room_id", "m.read_seq")} as unread`,
};

/** Null when the position is there or further already, or there is no such member. */
export async function moveReadPosition(
  store: Queries,
  roomId: string,
  userId: string,
  seq: number,
): Promise<ReadRow | null> {
  const [row] = await store.query<ReadRow>(moveRead, [roomId, userId, seq]);
  return row ?? null;
}

/** Enough for a person; a bound for the gateways that keep the list for each of their people. */
const roomIdsMax = 1_000;

export const roomIds: Prepared = {
  name: "rooms.ids-of",
  text: `select r.id from members m cross join lateral (${roomOfMember}) r
    where m.user_id = $1 order by r.last_activity_at desc limit ${roomIdsMax}`,
};

export async function roomIdsOf(store: Queries, userId: string): Promise<string[]> {
  const rows = await store.query<{ id: string }>(roomIds, [userId]);
  return rows.map((row) => row.id);
}
