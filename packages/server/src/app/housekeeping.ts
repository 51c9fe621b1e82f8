import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "../kernel/logger.ts";

const everyMs = 60_000;
/** Rows removed at a time, so that no statement holds anybody up. */
const rowsAtOnce = 1_000;
const pauseMs = 100;

/** Removes what has expired, bit by bit, while the server runs. Two servers may do it at once. */
export function startHousekeeping({
  chores,
  logger,
}: {
  /** Each removes at most about `limit` rows and answers how many it did. */
  chores: readonly ((limit: number) => Promise<number>)[];
  logger: Logger;
}): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const pause = (ms: number) => sleep(ms, undefined, { signal: stopping.signal, ref: false }).catch(() => {});

  async function doChore(chore: (limit: number) => Promise<number>): Promise<void> {
    try {
      while (!stopping.signal.aborted && (await chore(rowsAtOnce)) >= rowsAtOnce) await pause(pauseMs);
    } catch (error) {
      logger.warn({ err: error }, "housekeeping failed; it is tried again later");
    }
  }

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      for (const chore of chores) await doChore(chore);
      await pause(everyMs);
    }
  }

  const running = loop();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
