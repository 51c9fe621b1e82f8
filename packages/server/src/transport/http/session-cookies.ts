import { apiPrefix } from "@parley/protocol";
import { parseCookie, stringifySetCookie } from "cookie";
import type { FastifyReply } from "fastify";
import type { SessionCookies } from "../../kernel/operation.ts";

export interface CookieJar {
  /** The access token that a browser brings, for HTTP and for opening a socket. */
  accessToken(cookieHeader: string | undefined): string | undefined;
  refreshToken(cookieHeader: string | undefined): string | undefined;
  /** What an operation may do with the cookies of one answer. */
  of(reply: FastifyReply, refreshToken: string | undefined): SessionCookies;
}

/** `__Host-` and `__Secure-` keep a neighbouring subdomain from planting its own cookie; browsers know them on TLS only. */
export function createCookieJar(publicUrl: URL): CookieJar {
  const secure = publicUrl.protocol === "https:";
  const access = { name: secure ? "__Host-parley" : "parley", path: "/", sameSite: "lax" } as const;
  const refresh = {
    name: secure ? "__Secure-parley-refresh" : "parley-refresh",
    path: `${apiPrefix}/auth`,
    sameSite: "strict",
  } as const;

  function read(header: string | undefined, name: string): string | undefined {
    return (header && parseCookie(header)[name]) || undefined;
  }

  function add(reply: FastifyReply, cookie: typeof access | typeof refresh, value: string, expires: Date): void {
    const { name, path, sameSite } = cookie;
    reply.header("set-cookie", stringifySetCookie({ name, value, path, sameSite, expires, secure, httpOnly: true }));
  }

  return {
    accessToken: (header) => read(header, access.name),
    refreshToken: (header) => read(header, refresh.name),
    of: (reply, refreshToken) => ({
      refreshToken,
      set(grant) {
        // The access cookie outlives its token on purpose: an expired token is answered with "renew", no token with
        // "sign in", and only the first brings a person back after a night.
        add(reply, access, grant.accessToken, grant.refreshTokenExpiresAt);
        add(reply, refresh, grant.refreshToken, grant.refreshTokenExpiresAt);
      },
      clear() {
        add(reply, access, "", new Date(0));
        add(reply, refresh, "", new Date(0));
      },
    }),
  };
}
