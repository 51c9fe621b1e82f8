import { errorKinds, isErrorCode, type ErrorCode, type Problem, type Retry } from "@parley/protocol";

/**
 * The closed list of errors that the SDK itself raises, beside the server's `ErrorCode`s.
 * - `connection_lost`: the answer never came and the request could not be repeated safely; it may have been done.
 * - `timeout`: no answer within the time limit; it may still be done.
 * - `offline`: the server could not be reached over HTTP; most likely nothing was done.
 * - `aborted`: the caller gave up, signed out or stopped the client.
 * - `queue_full`: too many messages or requests wait already.
 */
const sdkErrorKinds = {
  connection_lost: { retry: "later", title: "The connection was lost before the answer came." },
  timeout: { retry: "later", title: "The server did not answer in time." },
  offline: { retry: "later", title: "The server cannot be reached." },
  aborted: { retry: "never", title: "The request was given up." },
  queue_full: { retry: "later", title: "Too many requests are waiting." },
} as const satisfies Record<string, { retry: Retry; title: string }>;

export type SdkErrorCode = keyof typeof sdkErrorKinds;

/** The one error class of the SDK: whatever it rejects with is one of these. */
export class ParleyError extends Error {
  override readonly name = "ParleyError";
  /** A code of the server's closed list or of the SDK's. */
  readonly code: ErrorCode | SdkErrorCode;
  /** What may be done about it. */
  readonly retry: Retry;
  /** Seconds to wait before another try, where the server has said so. */
  readonly retryAfter: number | undefined;
  /** The server's own words, where it was the server that refused. */
  readonly problem: Problem | undefined;

  constructor(
    code: ErrorCode | SdkErrorCode,
    options: { problem?: Problem; retryAfter?: number; cause?: unknown } = {},
  ) {
    const kind = isErrorCode(code) ? errorKinds[code] : sdkErrorKinds[code];
    super(options.problem?.detail ?? kind.title, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retry = kind.retry;
    this.retryAfter = options.retryAfter ?? options.problem?.retryAfter;
    this.problem = options.problem;
  }
}

/** What a code that this SDK is too old to know most resembles. */
const codeOfStatus: Partial<Record<number, ErrorCode>> = {
  401: "unauthenticated",
  403: "forbidden",
  404: "not_found",
  413: "payload_too_large",
  429: "rate_limited",
  502: "unavailable",
  503: "unavailable",
  504: "unavailable",
};

/** The error for a refusal by the server, or by a proxy that knows no problem documents. */
export function refusal(status: number, problem: unknown, retryAfter?: number): ParleyError {
  const options = retryAfter === undefined ? {} : { retryAfter };
  if (isProblem(problem)) return new ParleyError(problem.code, { ...options, problem });
  return new ParleyError(codeOfStatus[status] ?? (status >= 500 ? "internal" : "malformed"), options);
}

function isProblem(value: unknown): value is Problem {
  return typeof value === "object" && value !== null && "code" in value && isErrorCode(value.code);
}

/** Whatever was thrown, as a `ParleyError`. */
export function toParleyError(thrown: unknown): ParleyError {
  return thrown instanceof ParleyError ? thrown : new ParleyError("internal", { cause: thrown });
}
