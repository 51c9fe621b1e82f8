import pg from "pg";

/*
 * A server that has been used for years: 100,000 people, 12,000 rooms, one of them with everybody in it, a million
 * messages. Written with few statements, for the plans of the real queries.
 */

export const hall = "00000000-0000-4000-8000-000000000001";
export const hallSeq = 300_000;
export const ada = userId(1);

export function userId(n: number): string {
  return `10000000-0000-4000-8000-${n.toString().padStart(12, "0")}`;
}

export function roomId(n: number): string {
  return `00000000-0000-4000-8000-${n.toString().padStart(12, "0")}`;
}

const people = `
insert into users (id, username, email, display_name, password_hash)
select ('10000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'user' || n, 'user' || n || '@example.org', 'User', ''
from generate_series(1, 100000) as n`;

const rooms = `
insert into rooms (id, name, description, category, visibility, created_by, client_id, seq, message_count, last_activity_at)
select ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'Room ' || md5(n::text),
  -- A rare word, one of a twentieth, and some of a few hundred that are used as unevenly as words are.
  'w' || n % 4000 || ' t' || n % 20 || ' ' || (
    select string_agg('v' || floor(400 * power(((n * 7919 + k * 104729) % 1000) / 1000.0, 3)), ' ')
    from generate_series(1, 5) as k
  ),
  case when n % 1000 = 0 then 'family' else 'general' end,
  case when n % 6 = 0 then 'private' else 'public' end,
  '${ada}', gen_random_uuid(), case when n = 1 then ${hallSeq} else 68 end, case when n = 1 then 200000 else 67 end,
  timestamptz '2026-01-01' + n * interval '1 minute'
from generate_series(1, 12000) as n`;

/** Everybody in the hall, ada in 500 rooms, five people in every room. */
const memberships = `
insert into members (room_id, user_id, username, role, joined_seq, read_seq)
select distinct on (room, n) ('00000000-0000-4000-8000-' || lpad(room::text, 12, '0'))::uuid, u.id, u.username,
  case when n = 1 then 'owner' else 'member' end, n, 34
from (
  select 1 as room, n from generate_series(1, 100000) as n
  union all select room, 1 from generate_series(2, 500) as room
  union all select room, 2 + (room * 5 + i) % 99000 from generate_series(2, 12000) as room, generate_series(1, 5) as i
) m join users u on u.id = ('10000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid`;

/** In the hall every third change is a join. */
const hallMessages = `
insert into messages (room_id, seq, sender_id, client_id, ordinal, at, kind, body)
select '${hall}', n, ('10000000-0000-4000-8000-' || lpad((1 + n % 100000)::text, 12, '0'))::uuid, gen_random_uuid(),
  n - n / 3, timestamptz '2026-01-01' + n * interval '1 second', 'text', 'hello'
from generate_series(1, ${hallSeq}) as n where n % 3 <> 0`;

const hallEvents = `
insert into room_events (room_id, seq, type, at, user_id, data)
select '${hall}', n, 'member.joined', timestamptz '2026-01-01' + n * interval '1 second',
  ('10000000-0000-4000-8000-' || lpad((n / 3)::text, 12, '0'))::uuid, '{"role":"member"}'
from generate_series(3, ${hallSeq}, 3) as n`;

const otherMessages = `
insert into messages (room_id, seq, sender_id, client_id, ordinal, at, kind, body)
select ('00000000-0000-4000-8000-' || lpad(room::text, 12, '0'))::uuid, n + 1, '${ada}', gen_random_uuid(), n,
  timestamptz '2026-01-01' + n * interval '1 minute', 'text', 'hello'
from generate_series(2, 12000) as room, generate_series(1, 67) as n`;

const otherEvents = `
insert into room_events (room_id, seq, type, at, user_id)
select id, 1, 'room.created', timestamptz '2026-01-01', '${ada}' from rooms where id <> '${hall}'`;

/** To load first and index afterwards takes half the time. What is set aside is taken from the real schema. */
const indexesOf = `
select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
  format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as restore
from pg_constraint where conrelid = any ($1::regclass[]) and contype in ('p', 'u', 'f')
union all
select format('drop index %s', indexrelid::regclass), replace(pg_get_indexdef(indexrelid), ' ON ONLY ', ' ON ')
from pg_index where indrelid = any ($1::regclass[])
  and not exists (select from pg_constraint where conindid = indexrelid and contype in ('p', 'u'))`;

export async function fillLargeDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("set synchronous_commit = off");
    const { rows: indexes } = await client.query<{ drop: string; restore: string }>(indexesOf, [
      ["members", "messages", "room_events"],
    ]);
    for (const { drop } of indexes) await client.query(drop);
    for (const statement of [people, rooms, memberships, hallMessages, hallEvents, otherMessages, otherEvents]) {
      await client.query(statement);
    }
    for (const { restore } of indexes) await client.query(restore);
    await client.query(
      "update rooms set member_count = n from (select room_id, count(*) as n from members group by 1) m where m.room_id = id",
    );
    for (const table of ["users", "rooms", "members", "messages", "room_events"]) {
      await client.query(`vacuum analyze ${table}`);
    }
  } finally {
    await client.end();
  }
}
