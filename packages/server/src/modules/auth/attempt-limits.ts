import { AppError } from "../../kernel/app-error.ts";
import type { Clock } from "../../kernel/clock.ts";
import { networkBlock } from "../../kernel/network-block.ts";
import { createRateBudget, type Taken } from "../../kernel/rate-budget.ts";

interface Budget {
  readonly perSecond: number;
  readonly burst: number;
}

export interface AttemptBudgets {
  readonly signInAccount: Budget;
  readonly signInAddress: Budget;
  readonly signUpAddress: Budget;
}

/** Who tries too often waits, but nobody is locked out for good. Each throws `rate_limited`. */
export interface AttemptLimits {
  signUpFrom(address: string): void;
  signInFrom(address: string): void;
  /**
   * Counts per account; the delay grows. Strangers who use up an account's attempts would lock its owner out, so an address
   * from which the owner is signed in has attempts of its own; `isFamiliar` is asked only when the others are used up.
   */
  signInTo(login: string, address: string, isFamiliar: () => Promise<boolean>): Promise<void>;
}

const maxKeys = 50_000;

/** Behind the first budget of an account stands a slower one, so that the delay grows tenfold for who does not stop. */
const slower = ({ perSecond, burst }: Budget): Budget => ({ perSecond: perSecond / 10, burst: burst * 3 });

export function createAttemptLimits(budgets: AttemptBudgets | null, clock: Clock): AttemptLimits {
  if (!budgets) return { signUpFrom() {}, signInFrom() {}, signInTo: async () => {} };
  const keep = (budget: Budget) => createRateBudget(budget, { clock, maxKeys });
  const signUps = keep(budgets.signUpAddress);
  const addresses = keep(budgets.signInAddress);
  const accounts = [keep(budgets.signInAccount), keep(slower(budgets.signInAccount))];
  const takeOf = (login: string): Taken => {
    for (const budget of accounts) {
      const taken = budget.take(login, 1);
      if (!taken.ok) return taken;
    }
    return { ok: true };
  };

  return {
    signUpFrom: (address) => refuseUnless(signUps.take(networkBlock(address), 1)),
    signInFrom: (address) => refuseUnless(addresses.take(networkBlock(address), 1)),
    async signInTo(login, address, isFamiliar) {
      const byAnybody = takeOf(login);
      if (byAnybody.ok) return;
      refuseUnless((await isFamiliar()) ? takeOf(`${login} from ${networkBlock(address)}`) : byAnybody);
    },
  };
}

function refuseUnless(taken: Taken): void {
  if (!taken.ok) throw new AppError("rate_limited", { retryAfter: taken.retryAfter });
}
