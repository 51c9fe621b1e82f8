import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes, randomInt } from "node:crypto";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { builtInDatabase, killWholeDatabase } from "./built-in-database.ts";

const program = fileURLToPath(new URL("../../../server/bin/parley.mjs", import.meta.url));

/** Nothing but what would refuse the load of a test for being one. */
const withoutBudgets = {
  BUDGET_ACCOUNT: "off",
  BUDGET_ADDRESS: "off",
  BUDGET_SIGN_IN_ACCOUNT: "off",
  BUDGET_SIGN_IN_ADDRESS: "off",
  BUDGET_SIGN_UP_ADDRESS: "off",
  ROOMS_CREATED_PER_DAY: "1000000",
  SOCKETS_PER_USER: "100000",
  SOCKETS_PER_ADDRESS: "1000000",
};

export interface ServerProcessOptions {
  /** Holds keys, log and, without `databaseUrl`, the built-in database. */
  readonly dataDir: string;
  readonly databaseUrl?: string;
  readonly secretKey?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** The real server in a process of its own, that can be killed and started again on the same data and the same port. */
export class ServerProcess {
  readonly port: number;
  readonly dataDir: string;
  readonly #options: ServerProcessOptions;
  readonly #secretKey: string;
  #child: ChildProcess | null = null;
  #exited: Promise<void> = Promise.resolve();

  private constructor(options: ServerProcessOptions, port: number) {
    this.#options = options;
    this.#secretKey = options.secretKey ?? randomBytes(32).toString("base64url");
    this.dataDir = options.dataDir;
    this.port = port;
  }

  static async start(options: ServerProcessOptions): Promise<ServerProcess> {
    mkdirSync(options.dataDir, { recursive: true });
    const server = new ServerProcess(options, await freePort());
    await server.start();
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get pid(): number {
    const pid = this.#child?.pid;
    if (pid === undefined) throw new Error("The server is not running");
    return pid;
  }

  get running(): boolean {
    return this.#child !== null && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  get databaseUrl(): string {
    return this.#options.databaseUrl ?? builtInDatabase(this.dataDir).url;
  }

  /** Resident memory in bytes. */
  get memory(): number {
    const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${this.pid}/status`, "utf8"));
    return Number(line?.[1]) * 1024;
  }

  /** @returns milliseconds until it was ready */
  async start(): Promise<number> {
    const began = performance.now();
    const log = openSync(join(this.dataDir, "server.log"), "a");
    const child = spawn(process.execPath, [program, "serve"], {
      env: {
        PATH: process.env["PATH"],
        LOG_LEVEL: "info",
        ...withoutBudgets,
        PORT: String(this.port),
        DATA_DIR: this.dataDir,
        DATABASE_URL: this.#options.databaseUrl ?? "",
        SECRET_KEY: this.#secretKey,
        ...this.#options.env,
      },
      stdio: ["ignore", log, log],
    });
    closeSync(log);
    this.#child = child;
    this.#exited = new Promise((resolve) => child.once("exit", () => resolve()));
    await this.#ready();
    return performance.now() - began;
  }

  /** SIGKILL: nothing is finished, flushed or said. */
  async kill(): Promise<void> {
    this.#child?.kill("SIGKILL");
    await this.#exited;
  }

  /** SIGKILL for the built-in database. */
  killDatabase(): void {
    killWholeDatabase(this.dataDir);
  }

  async stop(): Promise<void> {
    if (!this.running) return;
    this.#child?.kill("SIGTERM");
    await Promise.race([this.#exited, delay(15_000, undefined, { ref: false })]);
    if (this.running) await this.kill();
  }

  async #ready(): Promise<void> {
    const giveUp = Date.now() + 60_000;
    while (Date.now() < giveUp) {
      if (!this.running) {
        const how = this.#child?.signalCode ?? this.#child?.exitCode;
        throw new Error(`The server ended while starting (${how}):\n${this.log()}`);
      }
      const response = await fetch(`${this.url}/readyz`).catch(() => null);
      if (response?.ok) return;
      await delay(20);
    }
    throw new Error(`The server was not ready within a minute:\n${this.log()}`);
  }

  /** The end of what it has logged so far. */
  log(): string {
    return readFileSync(join(this.dataDir, "server.log"), "utf8").slice(-4_000);
  }
}

async function freePort(): Promise<number> {
  for (;;) {
    // Below the range that systems hand out by themselves: it must still be free after a kill.
    const port = randomInt(12_000, 32_000);
    const server = createServer();
    const free = await new Promise<boolean>((resolve) => {
      server.once("error", () => resolve(false));
      server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
    });
    if (free) return port;
  }
}
