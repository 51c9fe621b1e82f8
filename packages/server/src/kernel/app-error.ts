import { errorKinds, type ErrorCode, type Problem } from "@parley/protocol";

/** An error that may be told to the caller. Everything else thrown is told as `internal`, and logged. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly detail: string | undefined;
  /** Seconds. */
  readonly retryAfter: number | undefined;
  readonly errors: Problem["errors"];

  constructor(
    code: ErrorCode,
    options: { detail?: string; retryAfter?: number; errors?: Problem["errors"]; cause?: unknown } = {},
  ) {
    super(options.detail ?? errorKinds[code].title, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.detail = options.detail;
    this.retryAfter = options.retryAfter;
    this.errors = options.errors;
  }
}

/** Any thrown value as what goes on the wire. The cause of an unexpected one stays here. */
export function toProblem(thrown: unknown, requestId?: string): Problem {
  const error = thrown instanceof AppError ? thrown : new AppError("internal");
  const kind = errorKinds[error.code];
  return {
    type: `urn:parley:error:${error.code}`,
    title: kind.title,
    status: kind.status,
    code: error.code,
    ...(error.detail !== undefined && { detail: error.detail }),
    ...(requestId !== undefined && { instance: `urn:uuid:${requestId}`, requestId }),
    ...(error.retryAfter !== undefined && { retryAfter: error.retryAfter }),
    ...(error.errors !== undefined && { errors: error.errors }),
  };
}
