/**
 * What a client does after a socket was closed with a code.
 * - `resume`: connect again after a backoff and resume from the last positions.
 * - `authenticate`: renew the access token or fetch a new ticket, then connect again.
 * - `never`: do not connect again by itself; a person or a programmer has to act.
 */
export type Reconnect = "resume" | "authenticate" | "never";

export interface CloseKind {
  readonly reconnect: Reconnect;
  readonly title: string;
}

/** The closed list of codes with which the server closes a socket. Any other code (1006 above all) means `resume`. */
export const closeKinds = {
  1001: { reconnect: "resume", title: "The server is going away." },
  1002: { reconnect: "never", title: "A frame broke the WebSocket protocol." },
  1007: { reconnect: "never", title: "A text frame was not UTF-8." },
  1009: { reconnect: "never", title: "A frame was too large." },
  1011: { reconnect: "resume", title: "The server failed." },
  1012: { reconnect: "resume", title: "The server restarts." },
  4000: { reconnect: "never", title: "A frame could not be read." },
  4001: { reconnect: "authenticate", title: "Not authenticated in time, or with something invalid." },
  4002: { reconnect: "authenticate", title: "The access token has expired." },
  4003: { reconnect: "never", title: "The session was ended." },
  4008: { reconnect: "resume", title: "Too slow in reading: resume from the last positions." },
  4009: { reconnect: "resume", title: "Nothing was heard for too long." },
  4029: { reconnect: "resume", title: "Too many requests or too many sockets." },
} as const satisfies Record<number, CloseKind>;

export type CloseCode = keyof typeof closeKinds;

/** Names for the codes, so that no number is typed twice. */
export const closeCodes = {
  goingAway: 1001,
  protocolError: 1002,
  notUtf8: 1007,
  frameTooLarge: 1009,
  failed: 1011,
  restarting: 1012,
  malformed: 4000,
  unauthenticated: 4001,
  tokenExpired: 4002,
  sessionEnded: 4003,
  tooSlow: 4008,
  silent: 4009,
  rateLimited: 4029,
} as const satisfies Record<string, CloseCode>;

/** How to go on after `code`; unknown codes are treated as a lost connection. */
export function reconnectAfter(code: number): Reconnect {
  return (closeKinds as Record<number, CloseKind>)[code]?.reconnect ?? "resume";
}
