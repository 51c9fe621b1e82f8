/**
 * What a caller may do about an error.
 * - `never`: the same request will fail again.
 * - `later`: the same request may succeed later; wait for `retryAfter` seconds if given, else back off.
 * - `renew`: renew the access token, then repeat the request.
 * - `sign_in`: the session is over; a person has to sign in.
 */
export type Retry = "never" | "later" | "renew" | "sign_in";

export interface ErrorKind {
  /** HTTP status of the answer. */
  readonly status: number;
  readonly retry: Retry;
  /** One sentence for people; the same for every occurrence. */
  readonly title: string;
}

/** The closed list of error codes. Every error that leaves the server carries one of them. */
export const errorKinds = {
  malformed: { status: 400, retry: "never", title: "The request could not be read." },
  invalid_input: { status: 400, retry: "never", title: "The request does not fit its schema." },
  password_too_common: { status: 400, retry: "never", title: "This password is on a list of common passwords." },
  username_reserved: { status: 400, retry: "never", title: "This username is reserved." },
  unauthenticated: { status: 401, retry: "sign_in", title: "Sign in first." },
  token_expired: { status: 401, retry: "renew", title: "The access token has expired." },
  session_ended: { status: 401, retry: "sign_in", title: "This session has ended." },
  wrong_credentials: { status: 401, retry: "never", title: "Unknown account or wrong password." },
  invalid_ticket: { status: 401, retry: "never", title: "The ticket is unknown, used or expired." },
  forbidden: { status: 403, retry: "never", title: "You may not do this." },
  forbidden_origin: { status: 403, retry: "never", title: "Requests from this origin are not accepted." },
  not_a_member: { status: 403, retry: "never", title: "You are not a member of this room." },
  not_found: { status: 404, retry: "never", title: "There is no such thing, or you may not see it." },
  unknown_operation: { status: 404, retry: "never", title: "There is no such operation." },
  method_not_allowed: { status: 405, retry: "never", title: "This path does not answer this method." },
  already_authenticated: { status: 409, retry: "never", title: "This socket is already authenticated." },
  email_taken: { status: 409, retry: "never", title: "An account with this e-mail address exists." },
  room_name_taken: { status: 409, retry: "never", title: "A public room with this name exists." },
  username_taken: { status: 409, retry: "never", title: "This username is taken." },
  payload_too_large: { status: 413, retry: "never", title: "The request is too large." },
  unsupported_media_type: { status: 415, retry: "never", title: "Send application/json." },
  daily_limit_reached: { status: 429, retry: "later", title: "The daily limit is reached." },
  rate_limited: { status: 429, retry: "later", title: "Too many requests." },
  internal: { status: 500, retry: "later", title: "The server failed to answer." },
  unavailable: { status: 503, retry: "later", title: "The server cannot reach what it needs just now." },
  draining: { status: 503, retry: "later", title: "This server is stopping; connect again." },
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof errorKinds;

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === "string" && Object.hasOwn(errorKinds, value);
}
