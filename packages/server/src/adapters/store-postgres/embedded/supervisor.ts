import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "../../../kernel/logger.ts";
import { createLeash } from "./leash.ts";
import { startPostmaster, type Postmaster } from "./postmaster.ts";
import type { LaunchPlan } from "./unprivileged.ts";

/** Keeps one PostgreSQL running until it is told to stop. */
export interface Supervisor {
  readonly state: "running" | "restarting" | "stopped";
  readonly pid: number;
  stop(): Promise<void>;
}

const firstPauseMs = 100;
const longestPauseMs = 5_000;
/** One that lived this long did not die of starting. */
const healthyMs = 60_000;

/** Resolves when it runs for the first time; throws when it does not. */
export async function superviseStarted(started: {
  plan: LaunchPlan;
  folder: string;
  logger: Logger;
}): Promise<Supervisor> {
  const { plan, folder, logger } = started;
  const start = (): Promise<Postmaster> => startPostmaster(plan, folder, logger);
  let current = await start();
  let state: Supervisor["state"] = "running";
  const leash = createLeash();
  leash.hold(current.pid);
  const stopping = new AbortController();

  async function startAgain(failures: number): Promise<boolean> {
    const pause = Math.min(firstPauseMs * 2 ** failures, longestPauseMs);
    await delay(pause, undefined, { signal: stopping.signal }).catch(() => {});
    if (stopping.signal.aborted) return false;
    try {
      current = await start();
    } catch (error) {
      logger.error({ err: error }, "PostgreSQL could not be started again");
      return false;
    }
    leash.hold(current.pid);
    state = "running";
    return true;
  }

  async function watch(): Promise<void> {
    for (let failures = 0; ; failures++) {
      const since = Date.now();
      await current.exited;
      if (stopping.signal.aborted) return;
      if (Date.now() - since > healthyMs) failures = 0;
      state = "restarting";
      logger.error({ failures }, "PostgreSQL ended by itself; starting it again");
      while (!(await startAgain(failures))) {
        if (stopping.signal.aborted) return;
        failures++;
      }
    }
  }
  const watching = watch();

  return {
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
      await watching;
      // It may just have been started again.
      await current.stop();
      leash.release();
    },
  };
}
