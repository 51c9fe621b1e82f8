import { operations, type OperationName } from "@parley/protocol";
import { Type } from "typebox";
import { Compile } from "typebox/compile";
import { AppError } from "./app-error.ts";
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
  readonly checkOutput: ((output: unknown) => boolean) | null;
  readonly needsSession: boolean;
  readonly cost: number;
  readonly handle: (input: unknown, context: unknown) => Promise<unknown>;
}

const errorsTold = 10;

function runnable(bound: AnyBoundOperation, checkOutputs: boolean): Runnable {
  const declared = operations[bound.name];
  // Unknown fields are refused: a misspelt optional field would otherwise be silently without effect.
  const input = Compile(Type.Object({ ...declared.input.properties }, { additionalProperties: false }));
  const output = checkOutputs ? Compile(declared.output) : null;
  return {
    check: (value) => input.Check(value),
    errors: (value) =>
      [...input.Errors(value)].slice(0, errorsTold).map(({ instancePath, message }) => ({ path: instancePath, message })),
    checkOutput: output && ((value) => output.Check(value)),
    needsSession: declared.auth === "session",
    cost: declared.cost,
    handle: bound.handle as Runnable["handle"],
  };
}

/**
 * @param checkOutputs compare every answer with its schema and fail loudly when it does not fit; tests do.
 */
export function createOperationRunner(options: {
  operations: readonly AnyBoundOperation[];
  budgets: RunnerBudgets | null;
  checkOutputs?: boolean;
}): OperationRunner {
  const { budgets } = options;
  const byName = new Map(options.operations.map((bound) => [bound.name, runnable(bound, options.checkOutputs ?? false)]));

  function pay(cost: number, context: RequestContext): void {
    if (!budgets) return;
    const taken = context.caller
      ? budgets.account.take(context.caller.user.id, cost)
      : budgets.address.take(context.address, cost);
    if (!taken.ok) throw new AppError("rate_limited", { retryAfter: taken.retryAfter });
  }

  return {
    async run(name, input, context) {
      const found = byName.get(name);
      if (!found) throw new AppError("unknown_operation");
      if (found.needsSession && !context.caller) throw new AppError("unauthenticated");
      pay(found.cost, context);
      if (!found.check(input)) throw new AppError("invalid_input", { errors: found.errors(input) });
      const output = await found.handle(input, context);
      if (found.checkOutput && !found.checkOutput(output)) {
        throw new Error(`${name} answered what its schema does not allow: ${JSON.stringify(output)}`);
      }
      return output;
    },
  };
}
