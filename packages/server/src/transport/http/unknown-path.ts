import { apiPrefix } from "@parley/protocol";
import type { FastifyReply, FastifyRequest } from "fastify";
import { AppError } from "../../kernel/app-error.ts";
import { httpOperations, pathOf } from "./operation-routes.ts";

const known = httpOperations.map(([, declared]) => ({
  method: declared.method,
  matches: new RegExp(`^${pathOf(declared).replaceAll(/\{\w+\}/g, "[^/]+")}$`),
}));

function allowedMethods(path: string): string[] {
  const methods = known.filter(({ matches }) => matches.test(path)).map(({ method }) => method as string);
  return methods.includes("GET") ? ["HEAD", ...methods] : methods;
}

/** Paths that are no page of the web app, whatever it comes to be. */
const notPages = ["/api", "/docs", "/ws", "/assets", "/openapi.json", "/asyncapi.json", "/healthz", "/readyz"];

/** A path that the web app may know: it is for the app to say "no such page", for a missing file it is for us. */
export function isPagePath(path: string): boolean {
  if (notPages.some((prefix) => path === prefix || path.startsWith(`${prefix}/`))) return false;
  return !/\.[A-Za-z0-9]{1,12}$/.test(path);
}

export const pathOfRequest = (request: FastifyRequest): string => (request.raw.url ?? "/").split("?", 1)[0]!;

/** Nothing is routed there: is it the method, or the path? */
export function refuseUnknownPath(request: FastifyRequest, reply: FastifyReply): AppError {
  const path = pathOfRequest(request);
  const methods = allowedMethods(path);
  if (methods.length > 0) {
    reply.header("allow", methods.join(", "));
    return new AppError("method_not_allowed");
  }
  return new AppError(path.startsWith(`${apiPrefix}/`) ? "unknown_operation" : "not_found");
}
