import { timings } from "./timings.ts";

/**
 * Milliseconds to wait after so many failures in a row. Full jitter: anything from nothing to a growing bound, so that
 * clients that were cut off together do not come back together.
 */
export function backoffDelay(failures: number, random: () => number): number {
  const bound = Math.min(timings.backoffCap, timings.backoffBase * 2 ** Math.min(failures, 10));
  return Math.round(random() * bound);
}
