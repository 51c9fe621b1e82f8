import { errorKinds, type ErrorCode } from "./errors.ts";
import type { Operation } from "./operation.ts";

/** Whatever is asked, it may be unreadable, wrong, too much, or come at a bad time. */
const ofEverything = ["malformed", "invalid_input", "rate_limited", "internal", "unavailable", "draining"] as const;

/** Only over HTTP: a socket is refused as a whole where these would apply. */
const ofHttp = ["payload_too_large", "unsupported_media_type", "forbidden_origin"] as const;

const ofSessions = ["unauthenticated", "token_expired", "session_ended"] as const;

/** Every code that an operation may answer with, those common to all included, in the order of the closed list. */
export function errorsOf(declared: Operation, transport: "http" | "socket"): ErrorCode[] {
  const codes = new Set<ErrorCode>([...ofEverything, ...declared.errors]);
  if (declared.auth === "session") ofSessions.forEach((code) => codes.add(code));
  if (transport === "http") ofHttp.forEach((code) => codes.add(code));
  return (Object.keys(errorKinds) as ErrorCode[]).filter((code) => codes.has(code));
}
