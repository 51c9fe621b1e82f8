import { randomInt } from "node:crypto";
import { mkdirSync, realpathSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { StartupError } from "../../../kernel/startup-error.ts";
import type { Logger } from "../../../kernel/logger.ts";
import { ensureDatabase } from "../create-database.ts";
import { locateBinaries } from "./binaries.ts";
import { keepPassword, prepareCluster } from "./data-folder.ts";
import { lockFolder } from "./folder-lock.ts";
import { stopOrphan } from "./orphan.ts";
import { postgresSettings, type Listen } from "./settings.ts";
import { superviseStarted, type Supervisor } from "./supervisor.ts";
import { chooseLauncher } from "./unprivileged.ts";

/** A PostgreSQL of our own, in the data folder, reachable from this machine only. */
export interface EmbeddedPostgres {
  /** Stays the same when PostgreSQL is started again. */
  readonly url: string;
  readonly state: Supervisor["state"];
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
    const url = urlOf(listen, password);
    const plan = launcher.wrap(binaries.postgres, args);
    const supervisor = await superviseStarted({ plan, folder, logger: options.logger });
    await ensureDatabase(url).catch(async (error: unknown) => {
      await supervisor.stop();
      throw error;
    });
    return embedded(url, supervisor, lock.release);
  } catch (error) {
    lock.release();
    throw explainFileError(error, dataDir);
  }
}

/** A disk that is full or read-only shows in many places; a person is told of the folder, not of the place. */
function explainFileError(error: unknown, dataDir: string): unknown {
  if (!(error instanceof Error) || !("syscall" in error) || !("path" in error)) return error;
  return new StartupError(`The data folder ${dataDir} cannot be written to: ${error.message.replace(/^[,\s]+/, "")}.`, {
    cause: error,
  });
}

function ensureFolder(dataDir: string): string {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    return realpathSync(dataDir);
  } catch (cause) {
    throw new StartupError(`The data folder ${dataDir} cannot be made: ${(cause as Error).message}.`, { cause });
  }
}

function embedded(url: string, supervisor: Supervisor, unlock: () => void): EmbeddedPostgres {
  let stopped: Promise<void> | null = null;
  return {
    url,
    get state() {
      return supervisor.state;
    },
    get pid() {
      return supervisor.pid;
    },
    stop() {
      stopped ??= supervisor.stop().finally(unlock);
      return stopped;
    },
  };
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
