import { execFileSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { StartupError } from "../../../kernel/startup-error.ts";
import type { Logger } from "../../../kernel/logger.ts";

/**
 * A PostgreSQL may be left of a server that was killed. It still holds the transactions of its dead master, so it is
 * stopped rather than taken over; what it acknowledged is on disk.
 */
export async function stopOrphan(dataFolder: string, logger: Logger): Promise<void> {
  const left = readPidFile(dataFolder);
  if (left === null) return;
  if (!isPostgresOf(left)) {
    // The number may by now be somebody else's, and PostgreSQL would refuse to start over it.
    rmSync(join(dataFolder, "postmaster.pid"), { force: true });
    return;
  }
  logger.warn({ pid: left.pid }, "a PostgreSQL of an earlier run is still there; stopping it");
  for (const [signal, patience] of [
    ["SIGINT", 10_000],
    ["SIGQUIT", 5_000],
    ["SIGKILL", 5_000],
  ] as const) {
    if (await ended(left, signal, patience)) return;
  }
  throw new StartupError(`A PostgreSQL of an earlier run (process ${left.pid}) does not stop.`);
}

interface PidFile {
  readonly pid: number;
  readonly folder: string;
}

function readPidFile(dataFolder: string): PidFile | null {
  try {
    const [pid, folder] = readFileSync(join(dataFolder, "postmaster.pid"), "utf8").split("\n");
    const number = Number(pid);
    return Number.isSafeInteger(number) && number > 1 ? { pid: number, folder: folder ?? "" } : null;
  } catch {
    return null;
  }
}

function isPostgresOf({ pid, folder }: PidFile): boolean {
  const command = commandLine(pid);
  return command.includes("postgres") && folder !== "" && command.includes(folder);
}

function commandLine(pid: number): string {
  try {
    if (process.platform === "linux") return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
    return execFileSync("ps", ["-p", String(pid), "-o", "command="], { encoding: "utf8", stdio: "pipe" });
  } catch {
    return "";
  }
}

async function ended(left: PidFile, signal: NodeJS.Signals, patience: number): Promise<boolean> {
  try {
    process.kill(left.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return true;
    throw new StartupError(
      `A PostgreSQL of an earlier run (process ${left.pid}) belongs to another user. Stop it, or start Parley as that user.`,
      { cause: error },
    );
  }
  const giveUp = Date.now() + patience;
  while (Date.now() < giveUp) {
    if (!isPostgresOf(left)) return true;
    await delay(20);
  }
  return false;
}
