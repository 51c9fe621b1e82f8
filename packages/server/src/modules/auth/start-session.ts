import { randomBytes } from "node:crypto";
import { limits, type User } from "@parley/protocol";
import { topics } from "../../kernel/topics.ts";
import { uuidv7 } from "../../kernel/uuid.ts";
import type { RequestContext } from "../../kernel/operation.ts";
import type { Queries } from "../../ports/store.ts";
import type { AuthParts } from "./auth-parts.ts";
import type { GrantedSession } from "./grant.ts";
import { endSurplusSessions, insertSession } from "./session-store.ts";

const clientMax = 200;
const addressMax = 64;

/**
 * Signs a person in, in one transaction with whatever `who` does (making the account). Sessions that are too many for one
 * person end.
 */
export async function startSession(
  parts: AuthParts,
  context: RequestContext,
  who: (tx: Queries) => Promise<User>,
): Promise<GrantedSession> {
  const now = parts.clock.now();
  const at = new Date(now);
  const expiresAt = new Date(now + limits.refreshTokenSeconds * 1000);
  const salt = randomBytes(32);
  const { granted, surplus } = await parts.store.transaction(async (tx) => {
    const user = await who(tx);
    const id = uuidv7();
    const client = printable(context.client, clientMax);
    const address = printable(context.address, addressMax);
    await insertSession(tx, { id, userId: user.id, client, address, salt, at, expiresAt });
    const surplus = await endSurplusSessions(tx, user.id, at);
    return { granted: { id, user, salt, generation: 0, expiresAt }, surplus };
  });
  if (surplus.length > 0) parts.bus.publish(topics.sessionsEnded, { sessionIds: surplus });
  return granted;
}

/** What a client says of itself is hostile text: no control characters (PostgreSQL refuses NUL), no half characters. */
function printable(text: string, max: number): string {
  return text
    .replaceAll(/\p{Cc}/gu, " ")
    .slice(0, max)
    .toWellFormed();
}
