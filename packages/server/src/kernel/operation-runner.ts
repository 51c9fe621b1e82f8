import { operations, type OperationName } from "@parley/protocol";
import { Type } from "typebox";
import { Compile } from "typebox/compile";
import { AppError } from "./app-error.ts";
import { contractChecked } from "./contract-checked.ts";
import { networkBlock } from "./network-block.ts";
import type { AnyBoundOperation, RequestContext } from "./operation.ts";
import type { RateBudget } from "./rate-budget.ts";

export interface OperationRunner {
  /** Does one operation for a caller: auth, budget and input are checked here and nowhere else. Throws `AppError`. */
  run(name: OperationName, input: unknown, context: RequestContext): Promise<unknown>;
}

export interface RunnerBudgets {
  readonly account: RateBudget;
  readonly address: RateBudget;
}

interface Runnable {
  readonly check: (input: unknown) => boolean;
  readonly errors: (input: unknown) => { path: string; message: string }[];
  readonly needsSession: boolean;
  readonly cost: number;
  readonly handle: (input: unknown, context: unknown) => Promise<unknown>;
}

const errorsTold = 10;

function runnable(bound: AnyBoundOperation): Runnable {
  const declared = operations[bound.name];
  // Unknown fields are refused: a misspelt optional field would otherwise be silently without effect.
  const input = Compile(Type.Object({ ...declared.input.properties }, { additionalProperties: false }));
  return {
    check: (value) => input.Check(value),
    errors: (value) =>
      [...input.Errors(value)]
        .slice(0, errorsTold)
        .map(({ instancePath, message }) => ({ path: instancePath, message })),
    needsSession: declared.auth === "session",
    cost: declared.cost,
    handle: bound.handle as Runnable["handle"],
  };
}

/**
 * @param checkOutputs compare every answer with its schema, every error with the declared ones, and fail loudly; tests do.
 */
export function createOperationRunner(options: {
  operations: readonly AnyBoundOperation[];
  budgets: RunnerBudgets | null;
  checkOutputs?: boolean;
}): OperationRunner {
  const { budgets } = options;
  const byName = new Map(options.operations.map((bound) => [bound.name, runnable(bound)]));

  function pay(cost: number, context: RequestContext): void {
    if (!budgets) return;
    const budget = context.caller ? budgets.account : budgets.address;
    const key = context.caller ? context.caller.user.id : networkBlock(context.address);
    const taken = budget.take(key, cost);
    context.tellBudget?.(budget.stateOf(key));
    if (!taken.ok) throw new AppError("rate_limited", { retryAfter: taken.retryAfter });
  }

  const runner: OperationRunner = {
    async run(name, input, context) {
      const found = byName.get(name);
      if (!found) throw new AppError("unknown_operation");
      if (found.needsSession && !context.caller) throw new AppError("unauthenticated");
      pay(found.cost, context);
      if (!found.check(input)) throw new AppError("invalid_input", { errors: found.errors(input) });
      return found.handle(input, context);
    },
  };
  return options.checkOutputs ? contractChecked(runner) : runner;
}
