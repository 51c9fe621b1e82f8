import type { AuthParts } from "./auth-parts.ts";

/** An ended session's row answers "when and why did it end" for a while. */
const keepSessionsMs = 7 * 24 * 60 * 60 * 1000;

/** Clears away expired tickets and sessions long over, at most `limit` of each; returns how many went. */
export async function purgeExpired(parts: AuthParts, limit: number): Promise<number> {
  const now = parts.clock.now();
  const tickets = await parts.tickets.purge(new Date(now), limit);
  const sessions = await parts.sessions.purge(new Date(now - keepSessionsMs), limit);
  return tickets + sessions;
}
