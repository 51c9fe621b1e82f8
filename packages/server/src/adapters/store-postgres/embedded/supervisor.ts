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

interface Supervised {
  readonly plan: LaunchPlan;
  readonly folder: string;
  readonly logger: Logger;
}

/** Resolves when it runs for the first time; throws when it does not. */
export async function superviseStarted(given: Supervised): Promise<Supervisor> {
  const first = await startPostmaster(given.plan, given.folder, given.logger);
  return new RunningSupervisor(given, first);
}

class RunningSupervisor implements Supervisor {
  state: Supervisor["state"] = "running";
  readonly #given: Supervised;
  readonly #leash = createLeash();
  readonly #stopping = new AbortController();
  readonly #watching: Promise<void>;
  #current: Postmaster;

  constructor(given: Supervised, first: Postmaster) {
    this.#given = given;
    this.#current = first;
    this.#leash.hold(first.pid);
    this.#watching = this.#watch();
  }

  get pid(): number {
    return this.#current.pid;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.state = "stopped";
    await this.#current.stop();
    await this.#watching;
    // It may just have been started again.
    await this.#current.stop();
    this.state = "stopped";
    this.#leash.release();
  }

  async #watch(): Promise<void> {
    for (let failures = 0; ; failures++) {
      const since = Date.now();
      await this.#current.exited;
      if (this.#stopping.signal.aborted) return;
      if (Date.now() - since > healthyMs) failures = 0;
      this.state = "restarting";
      this.#given.logger.error({ failures }, "PostgreSQL ended by itself; starting it again");
      while (!(await this.#startAgain(failures))) {
        if (this.#stopping.signal.aborted) return;
        failures++;
      }
    }
  }

  async #startAgain(failures: number): Promise<boolean> {
    const { plan, folder, logger } = this.#given;
    const pause = Math.min(firstPauseMs * 2 ** failures, longestPauseMs);
    await delay(pause, undefined, { signal: this.#stopping.signal }).catch(() => {});
    if (this.#stopping.signal.aborted) return false;
    try {
      this.#current = await startPostmaster(plan, folder, logger);
    } catch (error) {
      logger.error({ err: error }, "PostgreSQL could not be started again");
      return false;
    }
    this.#leash.hold(this.#current.pid);
    this.state = "running";
    return true;
  }
}
