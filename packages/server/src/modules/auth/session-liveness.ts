import type { Clock } from "../../kernel/clock.ts";
import { topics } from "../../kernel/topics.ts";
import type { Bus } from "../../ports/bus.ts";

/** How long a lost message on the bus may leave an ended session working. */
const recheckAfterMs = 30_000;

interface Known {
  live: Promise<boolean>;
  readonly askedAt: number;
  ended: boolean;
}

export interface SessionLiveness {
  /** Normally without a query. */
  isLive(sessionId: string): Promise<boolean>;
  close(): void;
}

/**
 * Which sessions are live, remembered. The end of one is heard over the bus at once; should that message be lost, the
 * database is asked again soon. What is not remembered is asked, so forgetting any entry is safe.
 */
export function createSessionLiveness(options: {
  ask: (sessionId: string) => Promise<boolean>;
  bus: Bus;
  clock: Clock;
  maxSessions: number;
}): SessionLiveness {
  const known = new Map<string, Known>();
  const over = Promise.resolve(false);

  const unsubscribe = options.bus.subscribe(topics.sessionsEnded, ({ sessionIds }) => {
    for (const id of sessionIds) {
      const entry = known.get(id);
      if (entry) entry.ended = true;
    }
  });

  async function ask(sessionId: string, entry: Known): Promise<boolean> {
    try {
      const live = await options.ask(sessionId);
      // The session may have ended after the database looked and before its answer came.
      return live && !entry.ended;
    } catch (error) {
      if (known.get(sessionId) === entry) known.delete(sessionId);
      throw error;
    }
  }

  return {
    isLive(sessionId) {
      const now = options.clock.now();
      const remembered = known.get(sessionId);
      if (remembered?.ended) return over;
      if (remembered && Math.abs(now - remembered.askedAt) < recheckAfterMs) return remembered.live;
      // Taken out first, so that the map's order is that of asking and the one asked longest ago is forgotten.
      known.delete(sessionId);
      if (known.size >= options.maxSessions) known.delete(known.keys().next().value!);
      const entry: Known = { live: over, askedAt: now, ended: false };
      known.set(sessionId, entry);
      entry.live = ask(sessionId, entry);
      return entry.live;
    },
    close: unsubscribe,
  };
}
