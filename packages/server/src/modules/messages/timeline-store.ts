import type { TimelineEvent } from "@parley/protocol";
import type { Prepared, Queries } from "../../ports/store.ts";
import { timelineEvent, type TimelineRow } from "./timeline-row.ts";

/*
 * A room's timeline is its messages and its other durable changes on one counter. The counter has no gap, so a page is a
 * range of seqs: bounded by arithmetic, and found by the primary keys.
 */

const eventColumns = `
  t.seq, t.at, t.type, t.client_id, t.kind, t.body, t.data,
  u.id as user_id, u.username, u.display_name, b.id as by_id, b.username as by_username, b.display_name as by_display_name`;

const messageRows = `
  select m.room_id, m.seq, m.at, 'message.created' as type, m.sender_id as user_id, null::uuid as by_id,
    m.client_id, m.kind, m.body, null::jsonb as data
  from messages m`;

const otherRows = `
  select e.room_id, e.seq, e.at, e.type, e.user_id, e.by_id, null::uuid as client_id, null as kind, null as body, e.data
  from room_events e`;

/**
 * More than any page or replay. Without it the database takes a page at one end of a long room for a large part of the
 * table, and prepares for that: bitmaps, parallel workers, compiled expressions.
 */
const rowsMax = 1_000;

/** The limits make each a look-up: a page is short, but the database does not know and would read all people for it. */
const withPeople = `
  cross join lateral (select id, username, display_name from users where id = t.user_id limit 1) u
  left join lateral (select id, username, display_name from users where id = t.by_id limit 1) b on true`;

/** Events of one room with `low < seq <= high`, in order. */
export const timelineRange: Prepared = {
  name: "timeline.range",
  text: `
    select ${eventColumns} from (
      (${messageRows} where m.room_id = $1 and m.seq > $2 and m.seq <= $3 order by m.seq limit ${rowsMax})
      union all
      (${otherRows} where e.room_id = $1 and e.seq > $2 and e.seq <= $3 order by e.seq limit ${rowsMax})
    ) t ${withPeople}
    order by t.seq`,
};

export async function readRange(store: Queries, roomId: string, low: number, high: number): Promise<TimelineEvent[]> {
  if (high <= low) return [];
  const rows = await store.query<TimelineRow>(timelineRange, [roomId, low, high]);
  return rows.map((row) => timelineEvent(roomId, row));
}

/** The same for several rooms at once. */
export const timelineRanges: Prepared = {
  name: "timeline.ranges",
  text: `
    select w.room_id, ${eventColumns}
    from unnest($1::uuid[], $2::bigint[], $3::bigint[]) as w(room_id, low, high)
    cross join lateral (
      (${messageRows} where m.room_id = w.room_id and m.seq > w.low and m.seq <= w.high order by m.seq limit ${rowsMax})
      union all
      (${otherRows} where e.room_id = w.room_id and e.seq > w.low and e.seq <= w.high order by e.seq limit ${rowsMax})
    ) t ${withPeople}
    order by w.room_id, t.seq`,
};

export interface Range {
  readonly room: string;
  readonly low: number;
  readonly high: number;
}

export async function readRanges(store: Queries, ranges: readonly Range[]): Promise<Map<string, TimelineEvent[]>> {
  const events = new Map<string, TimelineEvent[]>(ranges.map(({ room }) => [room, []]));
  if (ranges.length === 0) return events;
  const rows = await store.query<TimelineRow & { room_id: string }>(timelineRanges, [
    ranges.map(({ room }) => room),
    ranges.map(({ low }) => low),
    ranges.map(({ high }) => high),
  ]);
  for (const row of rows) events.get(row.room_id)?.push(timelineEvent(row.room_id, row));
  return events;
}

/** Newest seqs of those rooms among the given that a person is in. */
export const headsOfMember: Prepared = {
  name: "timeline.heads",
  text: `
    select r.id as room, r.seq from members m join rooms r on r.id = m.room_id
    where m.user_id = $1 and m.room_id = any($2::uuid[]) and r.deleted_at is null`,
};

export async function readHeads(
  store: Queries,
  userId: string,
  rooms: readonly string[],
): Promise<Map<string, number>> {
  const rows = await store.query<{ room: string; seq: number }>(headsOfMember, [userId, rooms]);
  return new Map(rows.map(({ room, seq }) => [room, seq]));
}

export const roomHead: Prepared = {
  name: "timeline.head",
  text: `select seq from rooms where id = $1`,
};

export async function readHead(store: Queries, roomId: string): Promise<{ seq: number }> {
  const [row] = await store.query<{ seq: number }>(roomHead, [roomId]);
  return { seq: row?.seq ?? 0 };
}

export const messagesUpTo: Prepared = {
  name: "timeline.messages-up-to",
  text: `select ordinal from messages where room_id = $1 and seq <= $2 order by seq desc limit 1`,
};

/** Messages of a room up to a seq. */
export async function countMessagesUpTo(store: Queries, roomId: string, seq: number): Promise<number> {
  const [row] = await store.query<{ ordinal: number }>(messagesUpTo, [roomId, seq]);
  return row?.ordinal ?? 0;
}

/** The first seq at or after a time, or null. `at` never decreases along a room's seqs, so time is a position too. */
export const firstSeqSince: Prepared = {
  name: "timeline.since",
  text: `
    select min(seq) as seq from (
      (select seq from messages where room_id = $1 and at >= $2 order by at, seq limit 1)
      union all
      (select seq from room_events where room_id = $1 and at >= $2 order by at, seq limit 1)
    ) t`,
};

export async function readFirstSeqSince(store: Queries, roomId: string, time: Date): Promise<number | null> {
  const [row] = await store.query<{ seq: number | null }>(firstSeqSince, [roomId, time]);
  return row?.seq ?? null;
}
