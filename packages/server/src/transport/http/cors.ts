import type { FastifyReply, FastifyRequest } from "fastify";
import type { OriginPolicy } from "./origin-policy.ts";

const methods = "GET, HEAD, POST, PUT, PATCH, DELETE";
const requestHeaders = "Authorization, Content-Type, Idempotency-Key, X-Parley-Request";
const exposed = "Retry-After, X-Request-Id, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset";
const preflightSeconds = "600";

/**
 * Lets pages of the configured origins read answers. With none configured nothing is ever allowed.
 * Returns true when the request was a preflight and is answered.
 */
export function answerCors(request: FastifyRequest, reply: FastifyReply, origins: OriginPolicy): boolean {
  const { origin } = request.headers;
  if (!origins.allowsCors(origin)) return false;
  reply.headers({
    "access-control-allow-origin": origin,
    "access-control-allow-credentials": "true",
    "access-control-expose-headers": exposed,
    "cross-origin-resource-policy": "cross-origin",
    vary: "Origin",
  });
  if (request.method !== "OPTIONS" || request.headers["access-control-request-method"] === undefined) return false;
  reply
    .headers({
      "access-control-allow-methods": methods,
      "access-control-allow-headers": requestHeaders,
      "access-control-max-age": preflightSeconds,
    })
    .code(204)
    .send();
  return true;
}
