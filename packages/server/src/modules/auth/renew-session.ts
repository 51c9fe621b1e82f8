import type { OperationInput, SessionGrant } from "@parley/protocol";
import { AppError } from "../../kernel/app-error.ts";
import type { RequestContext } from "../../kernel/operation.ts";
import { topics } from "../../kernel/topics.ts";
import type { AuthParts } from "./auth-parts.ts";
import { grant, type GrantedSession } from "./grant.ts";
import { readRefreshToken, type PresentedRefreshToken } from "./refresh-token.ts";
import { judgeRenewal } from "./renewal-policy.ts";
import { advanceGeneration, endLockedSession, lockSession } from "./session-store.ts";

type Renewed = Omit<GrantedSession, "user"> & { readonly userId: string };

export async function renewSession(
  parts: AuthParts,
  input: OperationInput<"auth.renew">,
  context: RequestContext,
): Promise<SessionGrant> {
  const cookies = input.refreshToken === undefined ? context.cookies : undefined;
  const token = input.refreshToken ?? cookies?.refreshToken;
  if (token === undefined) throw new AppError("unauthenticated");
  const session = await exchange(parts, token);
  const user = session && (await parts.users.byIds([session.userId])).get(session.userId);
  if (!user) {
    cookies?.clear();
    throw new AppError("session_ended");
  }
  return grant(parts, { ...session, user }, cookies);
}

async function exchange(parts: AuthParts, token: string): Promise<Renewed | null> {
  const presented = readRefreshToken(token);
  if (!presented) return null;
  const outcome = await settle(parts, presented);
  if (outcome === "reused") {
    parts.bus.publish(topics.sessionsEnded, { sessionIds: [presented.sessionId] });
    parts.logger.warn({ sessionId: presented.sessionId }, "an old refresh token was used; its session is ended");
  }
  return typeof outcome === "string" ? null : outcome;
}

function settle(parts: AuthParts, presented: PresentedRefreshToken): Promise<Renewed | "reused" | "over"> {
  const { sessionId: id, generation } = presented;
  return parts.store.transaction(async (tx) => {
    const session = await lockSession(tx, id);
    if (!session || !parts.refreshTokens.isGenuine(presented, { sessionId: id, salt: session.salt })) return "over";
    const now = new Date(parts.clock.now());
    const { userId, salt } = session;
    switch (judgeRenewal(generation, session, now.getTime())) {
      case "over":
        return "over";
      case "reuse":
        await endLockedSession(tx, id, "refresh_token_reused", now);
        return "reused";
      case "repeat":
        return { id, userId, salt, generation: session.generation, expiresAt: session.expiresAt };
      case "rotate": {
        const expiresAt = await advanceGeneration(tx, id, generation + 1, now);
        return { id, userId, salt, generation: generation + 1, expiresAt };
      }
    }
  });
}
