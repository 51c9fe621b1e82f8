import { randomInt } from "node:crypto";
import { mkdirSync, realpathSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { StartupError } from "../../../kernel/startup-error.ts";
import type { Logger } from "../../../kernel/logger.ts";
import { ensureDatabase } from "../create-database.ts";
import { locateBinaries } from "./binaries.ts";
import { keepPassword, prepareCluster } from "./data-folder.ts";
import { lockFolder } from "./folder-lock.ts";
import { createLeash } from "./leash.ts";
import { stopOrphan } from "./orphan.ts";
import { startPostmaster, type Postmaster } from "./postmaster.ts";
import { postgresSettings, type Listen } from "./settings.ts";
import { chooseLauncher, type LaunchPlan } from "./unprivileged.ts";

/** A PostgreSQL of our own, in the data folder, reachable from this machine only. */
export interface EmbeddedPostgres {
  /** Stays the same when PostgreSQL is started again. */
  readonly url: string;
  readonly state: "running" | "restarting" | "stopped";
  /** Of the process that runs now. */
  readonly pid: number;
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  readonly dataDir: string;
  readonly logger: Logger;
  /** More settings of PostgreSQL, by name. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Starts it, once per data folder, and again whenever it dies. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = ensureFolder(options.dataDir);
  const folder = join(dataDir, "postgres");
  const lock = lockFolder(join(dataDir, "postgres.lock"), dataDir);
  try {
    const binaries = await locateBinaries();
    const launcher = chooseLauncher(folder, [folder, binaries.postgres]);
    const password = keepPassword(join(dataDir, "postgres.secret"));
    await prepareCluster(folder, password, binaries, launcher);
    await stopOrphan(folder, options.logger);
    const listen = await chooseListen(folder);
    const args = ["-D", folder, ...postgresSettings(listen, options.settings ?? {})];
    const running = await supervise({
      plan: launcher.wrap(binaries.postgres, args),
      folder,
      url: urlOf(listen, password),
      logger: options.logger,
      unlock: lock.release,
    });
    await ensureDatabase(running.url);
    return running;
  } catch (error) {
    lock.release();
    throw error;
  }
}

function ensureFolder(dataDir: string): string {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    return realpathSync(dataDir);
  } catch (cause) {
    throw new StartupError(`The data folder ${dataDir} cannot be made: ${(cause as Error).message}.`, { cause });
  }
}

/** A socket in the data folder where its path is short enough for the system's 104 bytes, else a free local port. */
async function chooseListen(folder: string): Promise<Listen> {
  const path = join(folder, ".s.PGSQL.5432");
  if (process.platform !== "win32" && Buffer.byteLength(path) < 104) return { kind: "socket", folder };
  return { kind: "port", port: await freePort() };
}

async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 20; attempt++) {
    // Below the range that systems hand out by themselves: the port must still be ours after a restart of PostgreSQL.
    const port = randomInt(20_000, 32_000);
    const server = createServer();
    const free = await new Promise<boolean>((resolve) => {
      server.once("error", () => resolve(false));
      server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
    });
    if (free) return port;
  }
  throw new StartupError("No free port was found for the built-in PostgreSQL.");
}

function urlOf(listen: Listen, password: string): string {
  const where = listen.kind === "socket" ? "localhost" : `127.0.0.1:${listen.port}`;
  const host = listen.kind === "socket" ? `?host=${encodeURIComponent(listen.folder)}` : "";
  return `postgres://parley:${password}@${where}/parley${host}`;
}

interface Supervised {
  readonly plan: LaunchPlan;
  readonly folder: string;
  readonly url: string;
  readonly logger: Logger;
  unlock(): void;
}

async function supervise({ plan, folder, url, logger, unlock }: Supervised): Promise<EmbeddedPostgres> {
  const leash = createLeash();
  let state: EmbeddedPostgres["state"] = "running";
  let current: Postmaster;
  const stopping = new AbortController();
  try {
    current = await startPostmaster(plan, folder, logger);
  } catch (error) {
    leash.release();
    throw error;
  }
  leash.hold(current.pid);

  async function keepRunning(): Promise<void> {
    for (let failures = 0; ; ) {
      await current.exited;
      if (stopping.signal.aborted) return;
      state = "restarting";
      logger.error({ failures }, "PostgreSQL ended by itself; starting it again");
      await delay(Math.min(100 * 2 ** failures, 5_000), undefined, { signal: stopping.signal }).catch(() => {});
      if (stopping.signal.aborted) return;
      try {
        current = await startPostmaster(plan, folder, logger);
      } catch (error) {
        failures++;
        logger.error({ err: error }, "PostgreSQL could not be started again");
        continue;
      }
      failures = 0;
      leash.hold(current.pid);
      state = "running";
    }
  }
  const watch = keepRunning();

  return {
    url,
    get state() {
      return state;
    },
    get pid() {
      return current.pid;
    },
    async stop() {
      stopping.abort();
      state = "stopped";
      await current.stop();
      await watch;
      leash.release();
      unlock();
    },
  };
}
