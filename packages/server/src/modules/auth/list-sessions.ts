import type { Session } from "@parley/protocol";
import type { CallerContext } from "../../kernel/operation.ts";
import type { AuthParts } from "./auth-parts.ts";

export async function listSessions(parts: AuthParts, context: CallerContext): Promise<{ sessions: Session[] }> {
  const { user, sessionId } = context.caller;
  const listed = await parts.sessions.listLive(user.id, new Date(parts.clock.now()));
  return {
    sessions: listed.map((session) => ({
      id: session.id,
      current: session.id === sessionId,
      client: session.client,
      address: session.address,
      createdAt: session.createdAt.toISOString(),
      lastUsedAt: session.lastUsedAt.toISOString(),
      expiresAt: session.expiresAt.toISOString(),
    })),
  };
}
