import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../testing/database.ts";
import { dropDatabase, ensureDatabase } from "../create-database.ts";
import { migrateDown, migrateUp, migrationStatus } from "./migrate.ts";
import { readMigrations, type Migration } from "./migration-files.ts";

let server: TestDatabase;
const made: string[] = [];

beforeAll(async () => {
  server = await createTestDatabase();
});

afterEach(async () => {
  for (const url of made.splice(0)) await dropDatabase(url);
});

afterAll(() => server.drop());

async function emptyDatabase(): Promise<string> {
  const url = new URL(server.url);
  url.pathname = `/parley_test_${randomUUID().replaceAll("-", "")}`;
  await ensureDatabase(url.href);
  made.push(url.href);
  return url.href;
}

async function ask<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Tables, columns, constraints and indexes, as text. */
async function schemaOf(url: string): Promise<string[]> {
  const rows = await ask<{ line: string }>(
    url,
    `select format('%s.%s %s %s', table_name, column_name, data_type, is_nullable) as line
       from information_schema.columns where table_schema = 'public'
     union all select indexdef from pg_indexes where schemaname = 'public'
     union all select format('%s %s', conname, pg_get_constraintdef(oid)) from pg_constraint where connamespace = 'public'::regnamespace
     order by 1`,
  );
  return rows.map(({ line }) => line);
}

const people = `insert into users (id, username, email, display_name, password_hash)
  select gen_random_uuid(), 'person' || n, 'person' || n || '@example.org', 'Person', 'x' from generate_series(1, 50) n`;
const talk = `
  insert into rooms (id, name, visibility, created_by, client_id)
    select gen_random_uuid(), 'Room of ' || username, 'public', id, gen_random_uuid() from users;
  insert into members (room_id, user_id, username, role, joined_seq, read_seq)
    select rooms.id, created_by, username, 'owner', 0, 0 from rooms join users on users.id = created_by;
  insert into messages (room_id, seq, sender_id, client_id, ordinal, at, kind, body)
    select id, n, created_by, gen_random_uuid(), n, now(), 'text', 'hello' from rooms, generate_series(1, 20) n`;

test("the schema goes up, down step by step, and up again, each time with data in it", async () => {
  const url = await emptyDatabase();
  const all = await readMigrations();
  expect(await migrateUp({ url })).toHaveLength(all.length);
  const schema = await schemaOf(url);
  await ask(url, people);
  await ask(url, talk);

  for (let version = all.length - 1; version >= 0; version--) {
    expect((await migrateDown({ url })).map((migration) => migration.version)).toEqual([version + 1]);
  }
  expect(await ask(url, "select tablename from pg_tables where schemaname = 'public'")).toEqual([
    { tablename: "schema_migrations" },
  ]);

  await migrateUp({ url, to: 1 });
  await ask(url, people);
  await migrateUp({ url });
  expect(await schemaOf(url)).toEqual(schema);
  expect(await ask(url, "select count(*)::int as count from users")).toEqual([{ count: 50 }]);
  await ask(url, talk);
  expect(await ask(url, "select count(*)::int as count from messages")).toEqual([{ count: 1_000 }]);
});

test("going down keeps what older migrations hold", async () => {
  const url = await emptyDatabase();
  await migrateUp({ url });
  await ask(url, people);
  await ask(url, talk);
  await migrateDown({ url, to: 1 });
  expect(await ask(url, "select count(*)::int as count from users")).toEqual([{ count: 50 }]);
  expect((await migrationStatus({ url })).map(({ appliedAt }) => appliedAt !== null).slice(0, 3)).toEqual([
    true,
    false,
    false,
  ]);
});

test("five servers that start together apply each migration once", async () => {
  const url = await emptyDatabase();
  const applied = await Promise.all([1, 2, 3, 4, 5].map(() => migrateUp({ url })));
  const known = await readMigrations();
  expect(applied.flat().map(({ version }) => version)).toEqual(known.map(({ version }) => version));
});

const step = (version: number, up: string, down: string): Migration => ({
  version,
  name: `step-${version}`,
  up,
  down,
  checksum: `${up}/${version}`,
});
const first = step(1, "create table a (n integer)", "drop table a");
const broken = step(2, "create table b (n integer); insert into nowhere values (1)", "drop table b");

test("a migration that fails leaves no half of it", async () => {
  const url = await emptyDatabase();
  await expect(migrateUp({ url, migrations: [first, broken] })).rejects.toThrow(/Migration 2 \(step-2\) failed/);
  expect(await ask(url, "select tablename from pg_tables where schemaname = 'public' order by 1")).toEqual([
    { tablename: "a" },
    { tablename: "schema_migrations" },
  ]);
});

test("a file that was changed after it was applied is noticed", async () => {
  const url = await emptyDatabase();
  await migrateUp({ url, migrations: [first] });
  const changed = { ...first, checksum: "another" };
  await expect(migrateUp({ url, migrations: [changed] })).rejects.toThrow(/was changed after it was applied/);
});

test("a database of a newer Parley is left alone", async () => {
  const url = await emptyDatabase();
  await migrateUp({ url, migrations: [first, step(2, "create table c (n integer)", "drop table c")] });
  await expect(migrateUp({ url, migrations: [first] })).rejects.toThrow(/newer Parley/);
});

test("a database that cannot be reached is told without its password", async () => {
  const failure = await migrateUp({ url: "postgres://ada:hush@127.0.0.1:1/none" }).catch((error: unknown) => error);
  expect(String(failure)).toContain("cannot be reached");
  expect(String(failure)).not.toContain("hush");
});
