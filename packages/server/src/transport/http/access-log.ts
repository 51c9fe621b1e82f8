import { apiPrefix } from "@parley/protocol";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Logger } from "../../kernel/logger.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Set once the caller is known; for the log. */
    callerId: string | null;
  }
}

/**
 * One line for each answered request. The route and never the URL: a query may hold a socket ticket or what somebody
 * searches for, a path whom they write to. Files, and what a watchdog asks every few seconds, are for the curious only.
 */
export function logAccess(logger: Logger, request: FastifyRequest, reply: FastifyReply): void {
  const route = request.is404 ? "(none)" : (request.routeOptions.url ?? "(none)");
  const fields = {
    method: request.method,
    route,
    status: reply.statusCode,
    durationMs: Math.round(reply.elapsedTime * 10) / 10,
    requestId: request.id,
    ...(request.callerId !== null && { userId: request.callerId }),
  };
  if (reply.statusCode >= 500) logger.warn(fields, "request");
  else if (reply.statusCode < 400 && !route.startsWith(apiPrefix)) logger.debug(fields, "request");
  else logger.info(fields, "request");
}

export function logFailure(logger: Logger, thrown: unknown, request: FastifyRequest): void {
  const route = request.routeOptions.url ?? "(none)";
  logger.error({ requestId: request.id, method: request.method, route, err: thrown }, "request failed");
}
