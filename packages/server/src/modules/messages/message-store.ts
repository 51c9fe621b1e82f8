import type { Prepared, Queries } from "../../ports/store.ts";
import type { NewMessage, StoredMessage } from "./message.ts";

/**
 * Stores a batch, whatever rooms it is for, in one statement and so in one transaction and one round trip.
 *
 * `locked` takes the rooms' rows in the order of their ids: two servers with the same rooms in their batches wait for each
 * other and cannot deadlock. The row is the room's one writer, so seqs have no gap. Messages that are there already are
 * found by their client id and keep their place. When another server stored one of them after this statement had looked,
 * the unique constraint refuses the whole batch, and the caller repeats it.
 *
 * `at` never runs backwards within a room, whatever the clocks of the servers do.
 */
export const storeMessages: Prepared = {
  name: "messages.store",
  text: `
    with input as (
      select * from json_to_recordset($1::json)
        as i(n int, room_id uuid, sender_id uuid, client_id uuid, kind text, body text)
    ), existing as (
      select i.n, m.seq, m.at, m.ordinal from input i cross join lateral (
        select m.seq, m.at, m.ordinal from messages m
        where m.room_id = i.room_id and m.sender_id = i.sender_id and m.client_id = i.client_id
        -- One look into the index for each message; without it the planner may read the whole table instead.
        limit 1
      ) m
    ), fresh as (
      select room_id, count(*) as added, array_agg(n order by n) as ns, array_agg(sender_id order by n) as senders,
        array_agg(client_id order by n) as clients, array_agg(kind order by n) as kinds, array_agg(body order by n) as bodies
      from input where n not in (select n from existing)
      group by room_id
    ), locked as materialized (
      select f.* from fresh f join rooms r on r.id = f.room_id
      where r.deleted_at is null
      order by r.id for update of r
    ), advanced as (
      update rooms r
      set seq = r.seq + l.added,
          message_count = r.message_count + l.added,
          last_activity_at = greatest(date_trunc('milliseconds', clock_timestamp()), r.last_activity_at)
      from locked l where r.id = l.room_id
      returning l.*, r.seq - l.added as seq, r.message_count - l.added as ordinal, r.last_activity_at as at
    ), placed as materialized (
      -- Arrays by room, and not rows joined again: the planner cannot know how few there are, and would compare each
      -- with each.
      select a.room_id, m.n, m.sender_id, m.client_id, m.kind, m.body, a.at, a.seq + m.place as seq, a.ordinal + m.place as ordinal
      from advanced a cross join lateral
        unnest(a.ns, a.senders, a.clients, a.kinds, a.bodies) with ordinality as m(n, sender_id, client_id, kind, body, place)
    ), stored as (
      insert into messages (room_id, seq, sender_id, client_id, ordinal, at, kind, body)
      select room_id, seq, sender_id, client_id, ordinal, at, kind, body from placed
    ), announced as (
      insert into outbox (topic, payload)
      select 'messages.stored', jsonb_agg(jsonb_build_object('room', a.room_id, 'from', a.seq + 1, 'to', a.seq + a.added))
      from advanced a having count(*) > 0
      returning id
    )
    select e.n, e.seq, e.at, e.ordinal, false as is_new, null::bigint as outbox_id from existing e
    union all
    select p.n, p.seq, p.at, p.ordinal, true, (select id from announced) from placed p`,
};

/** The same for a single message, without what only a batch needs: nobody else is waiting, so its time is somebody's. */
export const storeMessage: Prepared = {
  name: "messages.store-one",
  text: `
    with existing as (
      select seq, at, ordinal from messages where room_id = $1 and sender_id = $2 and client_id = $3
    ), advanced as (
      update rooms
      set seq = seq + 1,
          message_count = message_count + 1,
          last_activity_at = greatest(date_trunc('milliseconds', clock_timestamp()), last_activity_at)
      where id = $1 and deleted_at is null and not exists (select from existing)
      returning seq, message_count as ordinal, last_activity_at as at
    ), stored as (
      insert into messages (room_id, seq, sender_id, client_id, ordinal, at, kind, body)
      select $1, seq, $2, $3, ordinal, at, $4, $5 from advanced
    ), announced as (
      insert into outbox (topic, payload)
      select 'messages.stored', jsonb_build_array(jsonb_build_object('room', $1::uuid, 'from', seq, 'to', seq)) from advanced
      returning id
    )
    select 0 as n, seq, at, ordinal, false as is_new, null::bigint as outbox_id from existing
    union all
    select 0, seq, at, ordinal, true, (select id from announced) from advanced`,
};

interface StoredRow {
  n: number;
  seq: number;
  at: Date;
  ordinal: number;
  is_new: boolean;
  outbox_id: number | null;
}

export interface StoredBatch {
  /** One for each message of the batch; null where the room no longer exists. */
  readonly stored: (StoredMessage | null)[];
  /** The batch's outbox row, if anything new was stored. */
  readonly outboxId: number | null;
}

function storeRows(store: Queries, batch: readonly NewMessage[]): Promise<StoredRow[]> {
  const [one] = batch;
  if (one && batch.length === 1) {
    return store.query(storeMessage, [one.roomId, one.sender.id, one.clientId, one.kind, one.body]);
  }
  const input = batch.map((message, n) => ({
    n,
    room_id: message.roomId,
    sender_id: message.sender.id,
    client_id: message.clientId,
    kind: message.kind,
    body: message.body,
  }));
  return store.query(storeMessages, [JSON.stringify(input)]);
}

export async function insertMessages(store: Queries, batch: readonly NewMessage[]): Promise<StoredBatch> {
  const rows = await storeRows(store, batch);
  const stored: (StoredMessage | null)[] = batch.map(() => null);
  let outboxId: number | null = null;
  for (const row of rows) {
    stored[row.n] = { seq: row.seq, at: row.at, ordinal: row.ordinal, isNew: row.is_new };
    outboxId ??= row.outbox_id;
  }
  return { stored, outboxId };
}
