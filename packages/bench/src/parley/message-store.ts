import type pg from "pg";
import { withDatabase, type Person } from "./people.ts";

const secondaryIndexes = ["messages_at_idx"] as const;

/** Two at a time is what two cores can do. */
const writers = 2;

export interface Filling {
  readonly rooms: readonly string[];
  readonly senders: readonly Person[];
  readonly perRoom: number;
  readonly body: string;
}

/**
 * Fills rooms with messages by SQL, evenly, and brings the rooms' counters along. Indexes that are not needed for that are
 * taken away meanwhile and nothing is waited for to be durable: only what is there afterwards matters.
 */
export async function fillMessages(url: string, filling: Filling): Promise<void> {
  await withDatabase(url, async (database) => {
    const definitions = await Promise.all(secondaryIndexes.map((name) => dropIndex(database, name)));
    const constraint = await dropClientIdKey(database);
    const waiting = [...filling.rooms.entries()];
    await Promise.all(
      Array.from({ length: writers }, () => withDatabase(url, (own) => fillRooms(own, waiting, filling))),
    );
    await database.query(
      `update rooms set seq = seq + $2, message_count = message_count + $2, last_activity_at = now() where id = any($1::uuid[])`,
      [filling.rooms, filling.perRoom],
    );
    await database.query("set maintenance_work_mem = '1GB'");
    await database.query("set max_parallel_maintenance_workers = 2");
    for (const definition of [...definitions, constraint]) await database.query(definition);
    await database.query("vacuum (analyze) messages");
    await database.query("checkpoint");
  });
}

/** One room after the other. Client ids that count up sort quickly, and nobody looks for them here. */
async function fillRooms(
  database: pg.Client,
  waiting: [number, string][],
  { senders, perRoom, body }: Filling,
): Promise<void> {
  await database.query("set synchronous_commit = off");
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const [index, room] = next;
    await database.query(
      `with r as (select id, seq, message_count from rooms where id = $1)
       insert into messages (room_id, seq, sender_id, client_id, ordinal, at, kind, body)
       select r.id, r.seq + n, $2, ('00000000-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
         r.message_count + n, now() - interval '1 second' * ($3::int - n), 'text', $4
       from r, generate_series(1, $3::int) as n`,
      [room, senders[index % senders.length]!.id, perRoom, body],
    );
  }
}

async function dropIndex(database: pg.Client, name: string): Promise<string> {
  const { rows } = await database.query<{ definition: string }>("select pg_get_indexdef($1::regclass) as definition", [
    name,
  ]);
  await database.query(`drop index ${name}`);
  // Of the whole table, not of the parent alone.
  return rows[0]!.definition.replace(" ON ONLY ", " ON ");
}

async function dropClientIdKey(database: pg.Client): Promise<string> {
  const name = "messages_client_id_key";
  const { rows } = await database.query<{ definition: string }>(
    "select pg_get_constraintdef(oid) as definition from pg_constraint where conname = $1 and conrelid = 'messages'::regclass",
    [name],
  );
  await database.query(`alter table messages drop constraint ${name}`);
  return `alter table messages add constraint ${name} ${rows[0]!.definition}`;
}
