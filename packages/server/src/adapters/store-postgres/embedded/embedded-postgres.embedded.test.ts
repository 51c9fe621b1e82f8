import { execFileSync, spawn, spawnSync, type ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { silentLogger } from "../../../kernel/logger.ts";
import { createPostgresStore } from "../postgres-store.ts";
import { startEmbeddedPostgres, type EmbeddedPostgres } from "./embedded-postgres.ts";

// A first start writes a whole database; a busy machine takes its time.
vi.setConfig({ testTimeout: 90_000 });

const folders: string[] = [];
const stops: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "parley-embedded-"));
  folders.push(folder);
  return join(folder, "data");
}

let made: string;

beforeAll(async () => {
  made = mkdtempSync(join(tmpdir(), "parley-embedded-"));
  const postgres = await startEmbeddedPostgres({ dataDir: join(made, "data"), logger: silentLogger });
  await postgres.stop();
});

afterAll(() => rmSync(made, { recursive: true, force: true }));

/** A data folder of a server that ran before: making one takes most of the time of a first start. */
function usedDataFolder(): string {
  const dataDir = dataFolder();
  execFileSync("cp", ["-a", join(made, "data"), dataDir]);
  return dataDir;
}

async function start(dataDir: string): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ dataDir, logger: silentLogger });
  stops.push(() => postgres.stop());
  return postgres;
}

async function ask<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** A server process of its own that writes rows until it is killed. */
async function startWriter(dataDir: string): Promise<{ child: ChildProcess; pid: number; rows: number[] }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "run-embedded-for-tests.ts"), dataDir], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  stops.push(async () => void child.kill("SIGKILL"));
  const rows: number[] = [];
  let pid = 0;
  createInterface({ input: child.stdout }).on("line", (line) => {
    const [what, number] = line.split(" ");
    if (what === "pid") pid = Number(number);
    else rows.push(Number(number));
  });
  await vi.waitFor(() => expect(rows.length).toBeGreaterThan(200), { timeout: 15_000 });
  return { child, pid, rows };
}

/** One that has ended but whose parent has not heard of it yet does not count; it has no command line any more. */
function alive(pid: number): boolean {
  return spawnSync("ps", ["-o", "args=", "-p", String(pid)], { encoding: "utf8" }).stdout.includes(" -D ");
}

async function gone(pid: number): Promise<void> {
  await vi.waitFor(() => expect(alive(pid)).toBe(false), { timeout: 10_000 });
}

test("the first start makes a database, a later one finds what was written", async () => {
  const dataDir = dataFolder();
  const first = await start(dataDir);
  await ask(first.url, "create table notes as select 'hello' as text");
  await first.stop();
  expect(alive(first.pid)).toBe(false);
  const second = await start(dataDir);
  expect(await ask(second.url, "select text from notes")).toEqual([{ text: "hello" }]);
});

test("everything is kept durable, and nobody else may read it or connect without the password", async () => {
  const dataDir = usedDataFolder();
  const { url } = await start(dataDir);
  const [settings] = await ask(
    url,
    "select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit, current_setting('full_page_writes') as pages, lower('ÄÖ') as lower",
  );
  expect(settings).toEqual({ fsync: "on", commit: "on", pages: "on", lower: "äö" });
  expect(statSync(join(dataDir, "postgres")).mode & 0o077).toBe(0);
  expect(statSync(join(dataDir, "postgres.secret")).mode & 0o077).toBe(0);
  const wrong = new URL(url);
  wrong.password = "guess";
  await expect(ask(wrong.href, "select 1")).rejects.toThrow(/password authentication failed/);
});

test("killed with SIGKILL, the server leaves nothing running, and the next start has every stored row", async () => {
  const dataDir = usedDataFolder();
  const { child, pid, rows } = await startWriter(dataDir);
  child.kill("SIGKILL");
  await gone(pid);
  const { url } = await start(dataDir);
  const [stored] = await ask<{ count: number }>(url, "select count(*)::int as count from written");
  expect(stored!.count).toBeGreaterThanOrEqual(rows.length);
});

test("a PostgreSQL that was left running is stopped by the next start, which has every stored row", async () => {
  const dataDir = usedDataFolder();
  const { child, pid, rows } = await startWriter(dataDir);
  // Whatever would have stopped it is killed first.
  const children = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, "utf8").trim().split(" ").map(Number);
  for (const helper of children.filter((other) => other !== pid)) process.kill(helper, "SIGKILL");
  child.kill("SIGKILL");
  await delay(300);
  expect(alive(pid)).toBe(true);
  const next = await start(dataDir);
  expect(alive(pid)).toBe(false);
  const [stored] = await ask<{ count: number }>(next.url, "select count(*)::int as count from written");
  expect(stored!.count).toBeGreaterThanOrEqual(rows.length);
});

test("of two starts on one folder the second refuses and says why, until the first has stopped", async () => {
  const dataDir = usedDataFolder();
  const first = await start(dataDir);
  await expect(startEmbeddedPostgres({ dataDir, logger: silentLogger })).rejects.toMatchObject({
    message: expect.stringContaining("Another Parley is running on the data folder"),
    exitCode: 75,
  });
  expect(await ask(first.url, "select 1 as one")).toEqual([{ one: 1 }]);
  await first.stop();
  await start(dataDir);
});

test("of two processes that start at the same moment one serves and one refuses", async () => {
  const dataDir = dataFolder();
  const codes = await Promise.all(
    [1, 2].map(async () => {
      const child = spawn(process.execPath, [join(import.meta.dirname, "run-embedded-for-tests.ts"), dataDir], {
        stdio: ["ignore", "pipe", "ignore"],
      });
      stops.push(async () => void child.kill("SIGKILL"));
      const ran = new Promise<string>((resolve) => child.stdout.once("data", () => resolve("runs")));
      const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
      const result = await Promise.race([ran, ended]);
      if (result === "runs") stops.push(async () => (child.kill("SIGTERM"), void (await ended)));
      return result;
    }),
  );
  expect(new Set(codes)).toEqual(new Set([75, "runs"]));
});

test("PostgreSQL killed with SIGKILL comes back by itself, and the store goes on with every stored row", async () => {
  const dataDir = usedDataFolder();
  const postgres = await start(dataDir);
  const store = createPostgresStore({ url: postgres.url, poolSize: 3, logger: silentLogger });
  stops.push(() => store.end());
  await store.query("create table written (n integer primary key)");
  let acknowledged = 0;
  let failures = 0;
  let killed = 0;
  for (let n = 0; acknowledged < 300; n++) {
    await store.query("insert into written values ($1)", [n]).then(
      () => acknowledged++,
      (error: unknown) => {
        expect(error).toMatchObject({ code: "unavailable" });
        failures++;
        return delay(20);
      },
    );
    if (acknowledged === 100 && killed === 0) process.kill((killed = postgres.pid), "SIGKILL");
  }
  expect(failures).toBeGreaterThan(0);
  expect(postgres.state).toBe("running");
  expect(postgres.pid).not.toBe(killed);
  const [{ count }] = (await store.query<{ count: number }>("select count(*) as count from written")) as [
    { count: number },
  ];
  expect(count).toBeGreaterThanOrEqual(acknowledged);
});

test("a stop ends PostgreSQL also while it is being started again", async () => {
  const postgres = await startEmbeddedPostgres({ dataDir: usedDataFolder(), logger: silentLogger });
  process.kill(postgres.pid, "SIGKILL");
  await vi.waitFor(() => expect(postgres.state).toBe("restarting"));
  await postgres.stop();
  expect(postgres.state).toBe("stopped");
  await gone(postgres.pid);
});

test("a pid file whose number is somebody else's by now does not keep PostgreSQL from starting", async () => {
  const dataDir = usedDataFolder();
  const first = await start(dataDir);
  const file = join(dataDir, "postgres", "postmaster.pid");
  const left = readFileSync(file, "utf8");
  await first.stop();
  writeFileSync(file, left.replace(/^\d+/, String(process.pid)));
  const second = await start(dataDir);
  expect(await ask(second.url, "select 1 as one")).toEqual([{ one: 1 }]);
});

test("a first start that was cut off is done again", async () => {
  const dataDir = dataFolder();
  mkdirSync(join(dataDir, "postgres.new"), { recursive: true });
  writeFileSync(join(dataDir, "postgres.new", "PG_VERSION"), "18\n");
  const { url } = await start(dataDir);
  expect(await ask(url, "select 1 as one")).toEqual([{ one: 1 }]);
  expect(existsSync(join(dataDir, "postgres.new"))).toBe(false);
});

test("where the folder's path is too long for a socket, a local port is used", async () => {
  const dataDir = join(dataFolder(), "a-long-name-".repeat(9));
  const { url } = await start(dataDir);
  expect(new URL(url).hostname).toBe("127.0.0.1");
  expect(await ask(url, "select 1 as one")).toEqual([{ one: 1 }]);
  const anonymous = new URL(url);
  anonymous.password = "";
  await expect(ask(anonymous.href, "select 1")).rejects.toThrow();
});

test("data of another PostgreSQL is left alone", async () => {
  const dataDir = dataFolder();
  mkdirSync(join(dataDir, "postgres"), { recursive: true });
  writeFileSync(join(dataDir, "postgres", "PG_VERSION"), "14\n");
  await expect(startEmbeddedPostgres({ dataDir, logger: silentLogger })).rejects.toThrow(/made by PostgreSQL 14/);
});

test("a data folder that cannot be made is named", async () => {
  await expect(startEmbeddedPostgres({ dataDir: "/dev/null/data", logger: silentLogger })).rejects.toThrow(
    /data folder \/dev\/null\/data cannot be made/,
  );
});
