import type { SessionGrant, User } from "@parley/protocol";
import { AppError } from "../../kernel/app-error.ts";
import type { RequestContext, SessionCookies } from "../../kernel/operation.ts";
import type { AuthParts } from "./auth-parts.ts";

export interface GrantedSession {
  readonly id: string;
  readonly user: User;
  readonly salt: Uint8Array;
  readonly generation: number;
  readonly expiresAt: Date;
}

/** Where the caller wants the session kept, if that is possible; asked before anything is done. */
export function cookiesToKeep(
  keep: "token" | "cookie" | undefined,
  context: RequestContext,
): SessionCookies | undefined {
  if (keep !== "cookie") return undefined;
  if (!context.cookies) {
    throw new AppError("invalid_input", {
      errors: [{ path: "/keep", message: "Cookies can be kept over HTTP only." }],
    });
  }
  return context.cookies;
}

/** The tokens of a session: in cookies, which scripts cannot read, and then not in the body, or in the body. */
export async function grant(
  parts: AuthParts,
  session: GrantedSession,
  cookies: SessionCookies | undefined,
): Promise<SessionGrant> {
  const access = await parts.accessTokens.sign({ sessionId: session.id, user: session.user });
  const refreshToken = parts.refreshTokens.make({ sessionId: session.id, salt: session.salt }, session.generation);
  const granted = {
    sessionId: session.id,
    user: session.user,
    accessTokenExpiresAt: access.expiresAt.toISOString(),
  };
  if (cookies) {
    cookies.set({
      accessToken: access.token,
      accessTokenExpiresAt: access.expiresAt,
      refreshToken,
      refreshTokenExpiresAt: session.expiresAt,
    });
    return granted;
  }
  return {
    ...granted,
    tokens: {
      accessToken: access.token,
      accessTokenExpiresAt: access.expiresAt.toISOString(),
      refreshToken,
      refreshTokenExpiresAt: session.expiresAt.toISOString(),
    },
  };
}
