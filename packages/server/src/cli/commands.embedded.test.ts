import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeAll, expect, test, vi } from "vitest";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const parley = fileURLToPath(new URL("../../bin/parley.mjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "parley-cli-"));
const running: ChildProcess[] = [];

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function start(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): { child: ChildProcess; ended: Promise<Ran> } {
  const child = spawn(process.execPath, [parley, ...args], {
    env: { ...process.env, DATA_DIR: join(folder, "data"), DATABASE_URL: "", PORT: "0", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.push(child);
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
  return { child, ended: new Promise((resolve) => child.once("close", (code) => resolve({ code, out, err }))) };
}

const parleyRuns = (args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ran> =>
  start(args, env).ended;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function serving(port: number): Promise<void> {
  await vi.waitFor(async () => expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200), {
    timeout: 60_000,
  });
}

beforeAll(() => () => rmSync(folder, { recursive: true, force: true }));

afterEach(() => {
  for (const child of running.splice(0)) child.kill("SIGKILL");
});

test("example data is made once, and the schema can be shown", async () => {
  const first = await parleyRuns(["seed-demo"]);
  expect(first).toMatchObject({ code: 0, out: expect.stringContaining("5 rooms, 300 messages. Sign in as ada") });
  const again = await parleyRuns(["seed-demo"]);
  expect(again.out).toBe(first.out);
  const status = await parleyRuns(["migrate", "status"]);
  expect(status.out).toMatch(/^0001 {2}\d{4}-.*accounts\n0002/);
  const epochs = await Promise.resolve([
    (await parleyRuns(["epoch", "renew"])).out,
    (await parleyRuns(["epoch", "renew"])).out,
  ]);
  expect(epochs[0]).toMatch(/epoch is now [0-9a-f-]{36}/);
  expect(epochs[0]).not.toBe(epochs[1]);
});

test("the server serves, refuses a second one on its folder, stops when asked, and starts again", async () => {
  const port = await freePort();
  const first = start(["serve"], { PORT: String(port) });
  await serving(port);
  const second = await parleyRuns(["serve"]);
  expect(second).toMatchObject({
    code: 75,
    err: expect.stringContaining("Another Parley is running on the data folder"),
  });
  const asked = Date.now();
  first.child.kill("SIGTERM");
  expect(await first.ended).toMatchObject({ code: 0, err: "" });
  expect(Date.now() - asked).toBeLessThan(10_000);
  const third = start([], { PORT: String(port) });
  await serving(port);
  third.child.kill("SIGINT");
  expect((await third.ended).code).toBe(0);
});

test("a port that is taken is named, and nothing is left running", async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
  const { port } = taken.address() as AddressInfo;
  const { code, err } = await parleyRuns(["serve"], { PORT: String(port) });
  expect(code).toBe(75);
  expect(err).toContain(`127.0.0.1:${port} is taken by another program`);
  taken.close();
  expect((await parleyRuns(["migrate", "status"])).code).toBe(0);
});

test("what is not understood is told with what there is", async () => {
  expect(await parleyRuns(["dance"])).toMatchObject({
    code: 64,
    err: expect.stringContaining("parley migrate up|down|status"),
  });
  expect(await parleyRuns(["migrate", "sideways"])).toMatchObject({ code: 64 });
  expect(await parleyRuns(["help"])).toMatchObject({ code: 0, out: expect.stringContaining("seed-demo") });
  const wrong = await parleyRuns(["config"], { PORT: "x", LOG_LEVEL: "loud" });
  expect(wrong).toMatchObject({ code: 78, err: expect.stringMatching(/PORT[^]*LOG_LEVEL/) });
});

test("a database that does not answer is told, not its password", async () => {
  const { code, err } = await parleyRuns(["migrate", "status"], {
    DATABASE_URL: "postgres://ada:hush@127.0.0.1:1/none",
  });
  expect(code).toBe(1);
  expect(err).toContain("The database cannot be reached");
  expect(err).not.toContain("hush");
});
