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
      select i.n, m.seq, m.at, m.ordinal from input i
      join messages m on m.room_id = i.room_id and m.sender_id = i.sender_id and m.client_id = i.client_id
    ), fresh as (
      select i.*, row_number() over (partition by i.room_id order by i.n) as place
      from input i where not exists (select from existing e where e.n = i.n)
    ), counts as (
      select room_id, count(*) as n from fresh group by room_id
    ), locked as materialized (
      select r.id from rooms r
      where r.id in (select room_id from counts) and r.deleted_at is null
      order by r.id for update
    ), advanced as (
      update rooms r
      set seq = r.seq + c.n,
          message_count = r.message_count + c.n,
          last_activity_at = greatest(date_trunc('milliseconds', clock_timestamp()), r.last_activity_at)
      from counts c, locked l
      where l.id = c.room_id and r.id = c.room_id
      returning r.id, r.seq - c.n as seq, r.message_count - c.n as ordinal, r.last_activity_at as at, c.n as added
    ), stored as (
      insert into messages (room_id, seq, sender_id, client_id, ordinal, at, kind, body)
      select f.room_id, a.seq + f.place, f.sender_id, f.client_id, a.ordinal + f.place, a.at, f.kind, f.body
      from fresh f join advanced a on a.id = f.room_id
    ), announced as (
      insert into outbox (topic, payload)
      select 'messages.stored', jsonb_agg(jsonb_build_object('room', a.id, 'from', a.seq + 1, 'to', a.seq + a.added))
      from advanced a having count(*) > 0
      returning id
    )
    select e.n, e.seq, e.at, e.ordinal, false as is_new, null::bigint as outbox_id from existing e
    union all
    select f.n, a.seq + f.place, a.at, a.ordinal + f.place, true, (select id from announced)
    from fresh f join advanced a on a.id = f.room_id`,
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

export async function insertMessages(store: Queries, batch: readonly NewMessage[]): Promise<StoredBatch> {
  const input = batch.map((message, n) => ({
    n,
    room_id: message.roomId,
    sender_id: message.sender.id,
    client_id: message.clientId,
    kind: message.kind,
    body: message.body,
  }));
  const rows = await store.query<StoredRow>(storeMessages, [JSON.stringify(input)]);
  const stored: (StoredMessage | null)[] = batch.map(() => null);
  let outboxId: number | null = null;
  for (const row of rows) {
    stored[row.n] = { seq: row.seq, at: row.at, ordinal: row.ordinal, isNew: row.is_new };
    outboxId ??= row.outbox_id;
  }
  return { stored, outboxId };
}
