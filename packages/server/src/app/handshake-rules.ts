import proxyAddress from "@fastify/proxy-addr";
import type { Config } from "../config/config.ts";
import { createOriginPolicy } from "../transport/http/origin-policy.ts";
import { createCookieJar } from "../transport/http/session-cookies.ts";
import type { HandshakeRules } from "../transport/websocket/handshake.ts";

/** Opening a socket follows the rules of HTTP: the same origins, the same cookie, the same proxies. */
export function handshakeRules(
  config: Pick<Config, "publicUrl" | "allowedOrigins" | "trustedProxies">,
): HandshakeRules {
  const origins = createOriginPolicy(config);
  const cookies = createCookieJar(config.publicUrl);
  const trusted = proxyAddress.compile([...config.trustedProxies]);
  return {
    acceptsOrigin: (origin, request) => origins.accepts(origin, request.headers.host),
    accessTokenOf: (request) => cookies.accessToken(request.headers.cookie),
    addressOf: (request) => proxyAddress(request, trusted),
  };
}
