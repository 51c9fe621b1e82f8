import type { Logger } from "../../kernel/logger.ts";
import type { Authenticate } from "./gateway-parts.ts";
import type { People } from "./people.ts";

const everyMs = 30_000;
const sessionsAtOnce = 1_000;

/**
 * Closes the sockets of sessions that are over. News of an end closes them at once; this is for sessions that end by age, and
 * for news that the bus lost.
 * @returns how to stop
 */
export function sweepSessions(people: People, authenticate: Authenticate, logger: Logger): () => void {
  async function sweep(): Promise<void> {
    const ids = people.sessionIds();
    for (let i = 0; i < ids.length; i += sessionsAtOnce) {
      people.endSessions(await authenticate.endedAmong(ids.slice(i, i + sessionsAtOnce)));
    }
  }
  let sweeping = false;
  const timer = setInterval(() => {
    if (sweeping) return;
    sweeping = true;
    sweep()
      .catch((error: unknown) => logger.warn({ err: error }, "sessions of open sockets could not be looked at"))
      .finally(() => (sweeping = false));
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
