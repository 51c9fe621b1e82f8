import { hkdfSync } from "node:crypto";
import { limits } from "@parley/protocol";
import { errors, jwtVerify, SignJWT } from "jose";
import { AppError } from "../../kernel/app-error.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { Caller } from "../../kernel/operation.ts";

/** One algorithm, whatever the token's header asks for: a token that chooses ("none", a public key as secret) chooses badly. */
const algorithm = "HS256";
const issuer = "parley";
const audience = "parley:api";
const type = "at+jwt";
/** Ours have some 400 characters; much longer ones are not worth a signature check. */
const longest = 2_000;

export interface AccessTokens {
  sign(caller: Caller): Promise<{ token: string; expiresAt: Date }>;
  /** Throws `token_expired` for one of ours that is too old, `unauthenticated` for anything else. */
  verify(token: string): Promise<Caller>;
}

export function createAccessTokens(secret: Uint8Array, clock: Clock): AccessTokens {
  const key = new Uint8Array(hkdfSync("sha256", secret, "", "parley access token", 32));
  return {
    async sign({ sessionId, user }) {
      const now = Math.floor(clock.now() / 1000);
      const expires = now + limits.accessTokenSeconds;
      const token = await new SignJWT({ sid: sessionId, username: user.username, name: user.displayName })
        .setProtectedHeader({ alg: algorithm, typ: type })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(user.id)
        .setIssuedAt(now)
        .setExpirationTime(expires)
        .sign(key);
      return { token, expiresAt: new Date(expires * 1000) };
    },

    async verify(token) {
      if (token.length > longest) throw new AppError("unauthenticated");
      try {
        const { payload } = await jwtVerify(token, key, {
          algorithms: [algorithm],
          issuer,
          audience,
          typ: type,
          currentDate: new Date(clock.now()),
          requiredClaims: ["exp", "sub", "sid"],
        });
        return toCaller(payload);
      } catch (error) {
        if (error instanceof errors.JWTExpired) throw new AppError("token_expired");
        if (error instanceof errors.JOSEError) throw new AppError("unauthenticated");
        throw error;
      }
    },
  };
}

function toCaller(claims: Record<string, unknown>): Caller {
  const { sid, sub, username, name } = claims;
  if (typeof sid !== "string" || typeof sub !== "string" || typeof username !== "string" || typeof name !== "string") {
    throw new AppError("unauthenticated");
  }
  return { sessionId: sid, user: { id: sub, username, displayName: name } };
}
