import type { Clock } from "./clock.ts";

export type Taken = { readonly ok: true } | { readonly ok: false; readonly retryAfter: number };

export interface BudgetState {
  readonly limit: number;
  readonly remaining: number;
  /** Whole seconds until everything is there again. */
  readonly resetSeconds: number;
}

/** How much of something each key (an account, an address) may use: `burst` at once, refilled by `perSecond`. */
export interface RateBudget {
  /** Takes `cost` units of the key's budget, or nothing if they are not there; `retryAfter` is in whole seconds. */
  take(key: string, cost: number): Taken;
  /** Where the key stands now, for people who want to know before they are refused. */
  stateOf(key: string): BudgetState;
}

/** Keys looked at when one has to make room for another. */
const evictionSample = 16;

/**
 * A token bucket per key, in this process. A bucket is kept as the time at which it will be full again; one that is full
 * needs no entry.
 *
 * At most `maxKeys` are kept. Were the oldest thrown out first, whoever can come from many addresses could empty the map
 * of the bucket that holds them back. So among a few the one with least debt goes: keys made to flood the map push out
 * each other.
 */
export function createRateBudget(
  budget: { readonly perSecond: number; readonly burst: number },
  options: { readonly clock: Clock; readonly maxKeys: number },
): RateBudget {
  const fullAt = new Map<string, number>();
  const msPerUnit = 1000 / budget.perSecond;
  const msToFill = budget.burst * msPerUnit;
  let cursor = fullAt.entries();

  function makeRoom(now: number): void {
    let least: string | undefined;
    let leastFullAt = Infinity;
    for (let seen = 0; seen < evictionSample && fullAt.size > 0; seen++) {
      const next = cursor.next();
      if (next.done) {
        cursor = fullAt.entries();
        continue;
      }
      const [key, time] = next.value;
      if (time <= now) {
        fullAt.delete(key);
      } else if (time < leastFullAt) {
        least = key;
        leastFullAt = time;
      }
    }
    if (fullAt.size >= options.maxKeys && least !== undefined) fullAt.delete(least);
  }

  return {
    take(key, cost) {
      const now = options.clock.now();
      const known = fullAt.get(key);
      // A clock set back must not make anybody wait longer than an empty bucket takes to fill.
      const from = known === undefined ? now : Math.min(Math.max(known, now), now + msToFill);
      // What costs more than a full bucket takes all of it, or it could never be had.
      const until = from + Math.min(cost, budget.burst) * msPerUnit;
      const waitMs = until - now - msToFill;
      // Half a microsecond absorbs rounding: 0.1 + 0.2 must not cost somebody a second.
      if (waitMs > 0.0005) return { ok: false, retryAfter: Math.ceil(waitMs / 1000) };
      if (known === undefined && fullAt.size >= options.maxKeys) makeRoom(now);
      fullAt.set(key, until);
      return { ok: true };
    },
    stateOf(key) {
      const now = options.clock.now();
      const waitMs = Math.min(Math.max((fullAt.get(key) ?? now) - now, 0), msToFill);
      const remaining = Math.floor(budget.burst - waitMs / msPerUnit + 1e-6);
      return { limit: budget.burst, remaining, resetSeconds: Math.ceil(waitMs / 1000) };
    },
  };
}
