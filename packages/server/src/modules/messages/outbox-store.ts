import type { Queries } from "../../ports/store.ts";

export interface OutboxRange {
  readonly room: string;
  readonly from: number;
  readonly to: number;
}

export interface OutboxRow {
  readonly id: number;
  readonly payload: readonly OutboxRange[];
}

export async function deleteOutboxRows(store: Queries, ids: readonly number[]): Promise<void> {
  await store.query(`delete from outbox where id = any($1::bigint[])`, [ids]);
}

/** Rows that nobody has published for `seconds`, taken by this transaction alone. */
export async function takeOverdueRows(tx: Queries, seconds: number, limit: number): Promise<OutboxRow[]> {
  return tx.query<OutboxRow>(
    `select id, payload from outbox
     where topic = 'messages.stored' and created_at < now() - make_interval(secs => $1)
     order by id limit $2 for update skip locked`,
    [seconds, limit],
  );
}
