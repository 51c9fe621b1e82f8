import { spawn, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { exitCodes, StartupError } from "../../../kernel/startup-error.ts";
import type { Logger } from "../../../kernel/logger.ts";
import type { LaunchPlan } from "./unprivileged.ts";

/** One running PostgreSQL. */
export interface Postmaster {
  readonly pid: number;
  readonly exited: Promise<void>;
  /** Ends connections, writes everything down, exits. */
  stop(): Promise<void>;
}

// Backends of a killed PostgreSQL take a moment to notice; until then a new one refuses.
const stillInUse = /still in use|lock file "[^"]*" already exists/;

/** Resolves when connections are taken: after a crash only when the log was replayed. */
export async function startPostmaster(plan: LaunchPlan, dataFolder: string, logger: Logger): Promise<Postmaster> {
  const giveUp = Date.now() + 15_000;
  for (;;) {
    const attempt = launch(plan, logger);
    if (await ready(attempt, dataFolder, logger)) return attempt.postmaster;
    const said = attempt.lastLines.join("\n");
    if (!stillInUse.test(said) || Date.now() > giveUp) throw explain(said, dataFolder);
    await delay(100);
  }
}

interface Attempt {
  readonly child: ChildProcess;
  readonly postmaster: Postmaster;
  readonly lastLines: string[];
}

function launch(plan: LaunchPlan, logger: Logger): Attempt {
  const child = spawn(plan.program, plan.args, {
    stdio: ["ignore", "ignore", "pipe"],
    cwd: "/",
    detached: true,
    ...(plan.uid !== undefined && { uid: plan.uid }),
    ...(plan.gid !== undefined && { gid: plan.gid }),
    env: { PATH: process.env["PATH"], LC_ALL: "C", TZ: "UTC" },
  });
  const lastLines: string[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => {
    if (lastLines.push(line) > 10) lastLines.shift();
    log(logger, line);
  });
  const exited = new Promise<void>((resolve) => {
    child.once("error", (error) => {
      lastLines.push(error.message);
      resolve();
    });
    child.once("close", () => resolve());
  });
  return { child, lastLines, postmaster: { pid: child.pid ?? 0, exited, stop: () => stop(child, exited) } };
}

function log(logger: Logger, line: string): void {
  const text = line.replace(/^[A-Z]+:\s+/, "");
  if (line.startsWith("PANIC")) logger.error({ postgres: text }, "PostgreSQL failed");
  else if (line.startsWith("FATAL")) logger.debug({ postgres: text }, "PostgreSQL refused a connection");
  else logger.debug({ postgres: text }, "PostgreSQL");
}

async function ready({ child, postmaster }: Attempt, dataFolder: string, logger: Logger): Promise<boolean> {
  let gone = false;
  void postmaster.exited.then(() => (gone = true));
  const started = Date.now();
  for (let told = started; !gone; await delay(15)) {
    const lines = pidFileLines(dataFolder);
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === "ready") return true;
    if (Date.now() - told < 5_000) continue;
    told = Date.now();
    logger.info({ seconds: Math.round((told - started) / 1000) }, "PostgreSQL is still recovering from a crash");
  }
  return false;
}

function pidFileLines(dataFolder: string): string[] {
  try {
    return readFileSync(join(dataFolder, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return [];
  }
}

async function stop(child: ChildProcess, exited: Promise<void>): Promise<void> {
  for (const [signal, patience] of [
    ["SIGINT", 20_000],
    ["SIGQUIT", 5_000],
    ["SIGKILL", 5_000],
  ] as const) {
    child.kill(signal);
    const timer = new AbortController();
    const late = delay(patience, false, { signal: timer.signal, ref: false }).catch(() => false);
    const done = await Promise.race([exited.then(() => true), late]);
    timer.abort();
    if (done) return;
  }
}

function explain(said: string, dataFolder: string): StartupError {
  if (/No space left/i.test(said)) {
    return new StartupError(`The disk that holds ${dataFolder} is full. PostgreSQL said:\n${said}`);
  }
  if (/Read-only file system|Permission denied/i.test(said)) {
    return new StartupError(`The data folder ${dataFolder} cannot be written to. PostgreSQL said:\n${said}`);
  }
  if (stillInUse.test(said)) {
    return new StartupError(`Another PostgreSQL uses ${dataFolder}. It said:\n${said}`, { exitCode: exitCodes.inUse });
  }
  return new StartupError(`The built-in PostgreSQL did not start. It said:\n${said || "(nothing)"}`);
}
