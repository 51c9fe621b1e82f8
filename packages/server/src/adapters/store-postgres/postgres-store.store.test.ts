import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { AppError } from "../../kernel/app-error.ts";
import { silentLogger } from "../../kernel/logger.ts";
import { UniqueViolation } from "../../kernel/unique-violation.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/database.ts";
import { createPostgresStore, type PostgresStore } from "./postgres-store.ts";

let database: TestDatabase;
let store: PostgresStore;

beforeAll(async () => {
  database = await createTestDatabase();
  store = createPostgresStore({ url: database.url, poolSize: 4, logger: silentLogger, statementTimeout: 2_500 });
  await store.query("create table cups (id integer primary key, owner text not null constraint one_cup_each unique)");
});

beforeEach(async () => {
  await store.query("truncate cups");
  await store.query("insert into cups values (1, 'ada'), (2, 'grace')");
});

afterAll(async () => {
  await store.end();
  await database.drop();
});

const cups = (): Promise<unknown[]> => store.query("select id, owner from cups order by id");

test("counts are numbers, times are dates, ids are text in lower case", async () => {
  const [row] = await store.query(
    "select count(*) as count, array[1::bigint, null] as list, '2026-11-20T09:00:00Z'::timestamptz as at, 'ABCDEF00-0000-7000-8000-000000000000'::uuid as id from cups",
  );
  expect(row).toEqual({
    count: 2,
    list: [1, null],
    at: new Date("2026-11-20T09:00:00Z"),
    id: "abcdef00-0000-7000-8000-000000000000",
  });
});

test("a prepared statement answers like any other", async () => {
  const byId = { name: "cup-by-id", text: "select owner from cups where id = $1" };
  expect(await Promise.all([1, 2, 1].map((id) => store.query(byId, [id])))).toEqual([
    [{ owner: "ada" }],
    [{ owner: "grace" }],
    [{ owner: "ada" }],
  ]);
});

test("a second cup for Ada is refused by name, and the connection goes on", async () => {
  await expect(store.query("insert into cups values (3, 'ada')")).rejects.toEqual(
    expect.objectContaining({ name: "UniqueViolation", constraint: "one_cup_each" }),
  );
  const [before] = await store.query<{ pid: number }>("select pg_backend_pid() as pid");
  await expect(store.query("insert into cups values (3, 'ada')")).rejects.toBeInstanceOf(UniqueViolation);
  const [after] = await store.query<{ pid: number }>("select pg_backend_pid() as pid");
  expect(after).toEqual(before);
});

test("a transaction that throws leaves nothing behind", async () => {
  const change = store.transaction(async (tx) => {
    await tx.query("insert into cups values (3, 'alan')");
    expect(await tx.query("select from cups")).toHaveLength(3);
    throw new Error("dropped it");
  });
  await expect(change).rejects.toThrow("dropped it");
  expect(await cups()).toHaveLength(2);
});

test("a transaction that ignored an error of the database does not pretend to have committed", async () => {
  const change = store.transaction(async (tx) => {
    await tx.query("insert into cups values (3, 'alan')");
    await tx.query("insert into cups values (4, 'ada')").catch(() => {});
  });
  await expect(change).rejects.toThrow(/rolled back/);
  expect(await cups()).toHaveLength(2);
});

test("two people who take the same cups in opposite order both get them", async () => {
  let attempts = 0;
  const take = (first: number, second: number): Promise<void> =>
    store.transaction(async (tx) => {
      attempts++;
      await tx.query("update cups set owner = owner || '.' where id = $1", [first]);
      await delay(100);
      await tx.query("update cups set owner = owner || '.' where id = $1", [second]);
    });
  await Promise.all([take(1, 2), take(2, 1)]);
  // The premise: they did deadlock.
  expect(attempts).toBeGreaterThan(2);
  expect(await cups()).toEqual([
    { id: 1, owner: "ada.." },
    { id: 2, owner: "grace.." },
  ]);
});

test("a statement that takes too long is told to be unavailable", async () => {
  const started = Date.now();
  await expect(store.query("select pg_sleep(30)")).rejects.toMatchObject({ code: "unavailable" });
  expect(Date.now() - started).toBeLessThan(6_000);
  expect(await cups()).toHaveLength(2);
});

test("connections that the database ends are replaced, idle or busy", async () => {
  await Promise.all([1, 2, 3, 4].map(() => store.query("select pg_sleep(0.05)")));
  const endOthers =
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";
  const transaction = store.transaction(async (tx) => {
    await tx.query("insert into cups values (3, 'alan')");
    await database.store.query(endOthers);
    await delay(100);
    await tx.query("insert into cups values (4, 'hedy')");
  });
  await expect(transaction).rejects.toMatchObject({ code: "unavailable" });
  expect(await cups()).toHaveLength(2);
});

test("a database that is not there is told to be unavailable, soon", async () => {
  const nowhere = createPostgresStore({ url: "postgres://ada@127.0.0.1:1/none", poolSize: 2, logger: silentLogger });
  await expect(nowhere.query("select 1")).rejects.toBeInstanceOf(AppError);
  await expect(nowhere.ping()).rejects.toMatchObject({ code: "unavailable" });
  await nowhere.end();
});

test("a mistake in a statement is not told to be the database's fault", async () => {
  await expect(store.query("select nothing from cups")).rejects.toMatchObject({ code: "42703" });
});

test("values stay values, whatever they look like", async () => {
  const name = "'); drop table cups; --";
  await store.query("insert into cups values (3, $1)", [name]);
  expect(await store.query("select owner from cups where owner = $1", [name])).toEqual([{ owner: name }]);
});
