/** Two tabs may renew with the same token at nearly the same time, or one may repeat a request whose answer was lost. */
export const graceSeconds = 10;

export interface RenewableSession {
  readonly generation: number;
  readonly renewedAt: Date;
  readonly expiresAt: Date;
  readonly ended: boolean;
}

/**
 * What a genuine refresh token of some generation does.
 * - `rotate`: it is the newest; the next generation replaces it.
 * - `repeat`: it was replaced a moment ago; the replacement is answered again.
 * - `reuse`: it was replaced long ago, so it or its successor is in the wrong hands.
 * - `over`: the session is.
 */
export type Renewal = "rotate" | "repeat" | "reuse" | "over";

export function judgeRenewal(generation: number, session: RenewableSession, now: number): Renewal {
  if (session.ended || session.expiresAt.getTime() <= now) return "over";
  // Newer than the newest we know: the database was restored from a backup, and the token is from the lost time.
  if (generation >= session.generation) return "rotate";
  // Either way, as the processes' clocks may differ.
  const sinceRenewal = Math.abs(now - session.renewedAt.getTime());
  return generation === session.generation - 1 && sinceRenewal <= graceSeconds * 1000 ? "repeat" : "reuse";
}
