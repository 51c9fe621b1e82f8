import { pino, type DestinationStream, type Logger as PinoLogger } from "pino";
import { readableLog } from "./readable-log.ts";

/** JSON lines for machines, short ones on a terminal. `to` is for who wants to read along. */
export function createLogger(level: string, to?: DestinationStream): PinoLogger {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { err: describeError } };
  if (to) return pino(options, to);
  return process.stdout.isTTY ? pino(options, readableLog(process.stdout)) : pino(options);
}

interface ErrorRecord {
  readonly type: string;
  readonly message: string;
  readonly code?: unknown;
  readonly stack?: string | undefined;
  readonly cause?: ErrorRecord;
}

/** Named fields only: a database error carries the row that it refused, with names and addresses of people. */
function describeError(error: unknown, depth = 0): ErrorRecord {
  if (!(error instanceof Error)) return { type: typeof error, message: "thrown" };
  const { code } = error as { code?: unknown };
  return {
    type: error.name,
    message: error.message,
    ...(code !== undefined && { code }),
    stack: error.stack,
    ...(error.cause !== undefined && depth < 4 && { cause: describeError(error.cause, depth + 1) }),
  };
}
