/**
 * Where the connection is.
 * - `idle`: not started.
 * - `connecting`: the socket is being opened.
 * - `authenticating`: it is open; the server has not said hello yet.
 * - `live`: requests and events flow.
 * - `waiting`: lost; the next try is at `retryAt`.
 * - `offline`: the device says it has no network; tried again when it has.
 * - `signed_out`: nobody is signed in.
 * - `stopped`: `stop()` was called, or the server has said not to come back.
 */
export type ConnectionName =
  | "idle"
  | "connecting"
  | "authenticating"
  | "live"
  | "waiting"
  | "offline"
  | "signed_out"
  | "stopped";

export interface ConnectionState {
  readonly name: ConnectionName;
  /** Milliseconds since 1970 when it came to be so. */
  readonly since: number;
  /** Tries since the connection was last live; 0 while it is. */
  readonly attempt: number;
  /** Milliseconds since 1970 of the next try, in `waiting`. */
  readonly retryAt?: number;
}
