import { errorsOf, operations, type Operation, type OperationName } from "@parley/protocol";
import { Compile } from "typebox/compile";
import { AppError } from "./app-error.ts";
import type { OperationRunner } from "./operation-runner.ts";

/**
 * A runner that holds the server to its own contract, for tests: every answer must fit the declared output, every error
 * must be declared or common to all. What does not is thrown as a plain error, so the caller gets `internal`.
 */
export function contractChecked(runner: OperationRunner): OperationRunner {
  const outputs = new Map(
    Object.entries<Operation>(operations).map(([name, { output }]) => [name as OperationName, Compile(output)]),
  );
  return {
    async run(name, input, context) {
      let output: unknown;
      try {
        output = await runner.run(name, input, context);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        const declared = [...errorsOf(operations[name], "http"), ...errorsOf(operations[name], "socket")];
        if (declared.includes(error.code)) throw error;
        throw new Error(`${name} failed with ${error.code}, which it does not declare`, { cause: error });
      }
      const check = outputs.get(name);
      if (!check?.Check(output)) {
        throw new Error(`${name} answered what its schema does not allow: ${JSON.stringify(output)}`);
      }
      return output;
    },
  };
}
