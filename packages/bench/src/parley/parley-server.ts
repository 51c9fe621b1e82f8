import { openSync, closeSync, readFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Child } from "../processes/child.ts";
import { cpuSeconds, descendants, residentBytes } from "../processes/usage.ts";
import { databaseUrl, postmasterPid } from "./data-folder.ts";

const entry = new URL("../../../server/src/main.ts", import.meta.url);
const probe = new URL("./probe.ts", import.meta.url);

/** Everything as by default but what would refuse a load test for being one: budgets by person and by address. */
const withoutBudgets = {
  BUDGET_ACCOUNT: "off",
  BUDGET_ADDRESS: "off",
  BUDGET_SIGN_IN_ACCOUNT: "off",
  BUDGET_SIGN_IN_ADDRESS: "off",
  BUDGET_SIGN_UP_ADDRESS: "off",
  SOCKETS_PER_ADDRESS: "100000",
};

export interface ParleyOptions {
  readonly dataDir: string;
  /** The core of the server and its PostgreSQL. Nothing is pinned without. */
  readonly core?: number;
}

/** The real server, in a process of its own, with its built-in PostgreSQL. */
export class Parley {
  readonly port: number;
  readonly dataDir: string;
  readonly #child: Child;

  private constructor(child: Child, port: number, dataDir: string) {
    this.#child = child;
    this.port = port;
    this.dataDir = dataDir;
  }

  static async start({ dataDir, core }: ParleyOptions): Promise<Parley> {
    const port = await freePort();
    const log = openSync(join(dataDir, "server.log"), "a");
    const child = new Child(entry, {
      args: ["serve"],
      // The first as `npm start` sets it.
      execArgv: ["--max-semi-space-size=8", "--expose-gc", "--import", probe.href],
      env: { ...withoutBudgets, PORT: String(port), DATA_DIR: dataDir, DATABASE_URL: "" },
      output: log,
      ...(core !== undefined && { core }),
    });
    closeSync(log);
    const parley = new Parley(child, port, dataDir);
    await parley.#ready();
    return parley;
  }

  get pid(): number {
    return this.#child.pid;
  }

  get databaseUrl(): string {
    return databaseUrl(this.dataDir);
  }

  /** Seconds of processor time of the server process so far, and of its PostgreSQL. */
  cpu(): { server: number; database: number } {
    const postmaster = postmasterPid(this.dataDir);
    const family = [postmaster, ...descendants(postmaster)];
    return { server: cpuSeconds(this.#child.pid), database: family.reduce((sum, pid) => sum + cpuOf(pid), 0) };
  }

  residentBytes(): number {
    return residentBytes(this.#child.pid);
  }

  /** After garbage collection. */
  memory(): Promise<NodeJS.MemoryUsage> {
    return this.#child.call("memory");
  }

  /** With `BENCH_PROFILE=folder`, a CPU profile of the server during `work` goes there. */
  async profiled<T>(name: string, work: () => Promise<T>): Promise<T> {
    const folder = process.env["BENCH_PROFILE"];
    if (!folder) return work();
    await this.#child.call("profile");
    const result = await work();
    await this.#child.call("profileEnd", join(folder, `${name}.cpuprofile`));
    return result;
  }

  async stop(): Promise<void> {
    await this.#child.stop();
  }

  async #ready(): Promise<void> {
    const giveUp = Date.now() + 60_000;
    while (Date.now() < giveUp) {
      if (!this.#child.running) throw new Error(`The server did not start:\n${this.#log()}`);
      const response = await fetch(`http://127.0.0.1:${this.port}/readyz`).catch(() => null);
      if (response?.ok) return;
      await delay(20);
    }
    await this.stop();
    throw new Error(`The server was not ready within a minute:\n${this.#log()}`);
  }

  #log(): string {
    return readFileSync(join(this.dataDir, "server.log"), "utf8").slice(-3_000);
  }
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function cpuOf(pid: number): number {
  try {
    return cpuSeconds(pid);
  } catch {
    return 0; // It has ended.
  }
}
