import { AppError } from "../../kernel/app-error.ts";
import type { Caller } from "../../kernel/operation.ts";
import type { AuthParts } from "./auth-parts.ts";
import type { SessionLiveness } from "./session-liveness.ts";
import { takeTicket } from "./socket-ticket.ts";

/** Who is asking. */
export interface Authenticate {
  /** Throws `token_expired`, `unauthenticated` or `session_ended`. Normally without a query. */
  byAccessToken(token: string): Promise<Caller>;
  /** Uses the ticket up. Throws `invalid_ticket`. */
  byTicket(ticket: string): Promise<Caller>;
  /**
   * Whoever keeps a socket asks once more after it listens to `topics.sessionsEnded` for that socket: the session may have
   * ended in between. Normally without a query.
   */
  sessionAlive(sessionId: string): Promise<boolean>;
  /** Which of these are over, in one query: for a sweep over open sockets, should news on the bus have been lost. */
  endedAmong(sessionIds: readonly string[]): Promise<string[]>;
}

export function createAuthenticate(parts: AuthParts, liveness: SessionLiveness): Authenticate {
  return {
    async byAccessToken(token) {
      const caller = await parts.accessTokens.verify(token);
      if (!(await liveness.isLive(caller.sessionId))) throw new AppError("session_ended");
      return caller;
    },
    async byTicket(ticket) {
      const { sessionId, userId } = await takeTicket(parts, ticket);
      const user = (await parts.users.byIds([userId])).get(userId);
      if (!user || !(await liveness.isLive(sessionId))) throw new AppError("invalid_ticket");
      return { sessionId, user };
    },
    sessionAlive: (sessionId) => liveness.isLive(sessionId),
    async endedAmong(sessionIds) {
      if (sessionIds.length === 0) return [];
      const live = await parts.sessions.liveAmong(sessionIds, new Date(parts.clock.now()));
      return sessionIds.filter((id) => !live.has(id));
    },
  };
}
