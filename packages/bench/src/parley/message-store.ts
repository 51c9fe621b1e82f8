import type pg from "pg";
import type { Person } from "./people.ts";

const secondaryIndexes = ["messages_at_idx"] as const;

/**
 * Fills rooms with messages by SQL, evenly, and brings the rooms' counters along. Indexes that are not needed for that are
 * taken away meanwhile and nothing is waited for to be durable: only what is there afterwards matters.
 */
export async function fillMessages(
  database: pg.Client,
  options: { rooms: readonly string[]; senders: readonly Person[]; perRoom: number; body: string },
): Promise<void> {
  const definitions = await Promise.all(secondaryIndexes.map((name) => dropIndex(database, name)));
  const constraint = await dropClientIdKey(database);
  await database.query("set synchronous_commit = off");
  await database.query("set maintenance_work_mem = '1GB'");
  await database.query("set max_parallel_maintenance_workers = 2");
  // A room after the other, as its partition lies on the disk after some time of use.
  for (const [index, room] of options.rooms.entries()) {
    await database.query(
      `with r as (select id, seq, message_count from rooms where id = $1)
       insert into messages (room_id, seq, sender_id, client_id, ordinal, at, kind, body)
       select r.id, r.seq + n, $2, gen_random_uuid(), r.message_count + n, now() - interval '1 second' * ($3::int - n), 'text', $4
       from r, generate_series(1, $3::int) as n`,
      [room, options.senders[index % options.senders.length]!.id, options.perRoom, options.body],
    );
  }
  await database.query(
    `update rooms set seq = seq + $2, message_count = message_count + $2, last_activity_at = now() where id = any($1::uuid[])`,
    [options.rooms, options.perRoom],
  );
  for (const definition of definitions) await database.query(definition);
  await database.query(constraint);
  await database.query("vacuum (analyze) messages");
  await database.query("checkpoint");
}

async function dropIndex(database: pg.Client, name: string): Promise<string> {
  const { rows } = await database.query<{ definition: string }>("select pg_get_indexdef($1::regclass) as definition", [name]);
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
