import { apiPrefix, operations, type Operation, type OperationName } from "@parley/protocol";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { AppError } from "../../kernel/app-error.ts";
import type { OperationRunner } from "../../kernel/operation-runner.ts";
import type { Caller, RequestContext } from "../../kernel/operation.ts";
import type { BudgetState } from "../../kernel/rate-budget.ts";
import { refuseCrossSite } from "./cross-site.ts";
import type { OriginPolicy } from "./origin-policy.ts";
import { readInput } from "./read-input.ts";
import type { CookieJar } from "./session-cookies.ts";

export interface Authenticate {
  /** The caller whom an access token names. Throws `AppError`: unauthenticated, token_expired, session_ended. */
  byAccessToken(token: string): Promise<Caller>;
}

interface Options {
  readonly runner: OperationRunner;
  readonly authenticate: Authenticate;
  readonly cookies: CookieJar;
  readonly origins: OriginPolicy;
  readonly publicUrl: URL;
}

const clientNameMax = 200;

/** The contract's paths as they stand below the root. */
export const httpOperations: readonly (readonly [OperationName, Operation])[] = Object.entries(
  operations as Record<string, Operation>,
)
  .filter(([, declared]) => declared.only !== "socket")
  .map(([name, declared]) => [name as OperationName, declared] as const);

export function pathOf(declared: Operation): string {
  return apiPrefix + declared.path;
}

/** Every operation of the contract as the route that it declares. */
export function addOperationRoutes(app: FastifyInstance, options: Options): void {
  for (const [name, declared] of httpOperations) {
    app.route({
      method: declared.method,
      url: pathOf(declared).replaceAll(/\{(\w+)\}/g, ":$1"),
      handler: (request, reply) => answer(name, declared, request, reply, options),
    });
  }
}

async function answer(
  name: OperationName,
  declared: Operation,
  request: FastifyRequest,
  reply: FastifyReply,
  options: Options,
): Promise<FastifyReply> {
  const input = readInput(declared, {
    url: request.raw.url ?? "",
    params: request.params as Record<string, string>,
    body: request.body,
    idempotencyKey: oneHeader(request.headers["idempotency-key"]),
  });
  const output = await options.runner.run(name, input, await contextOf(declared, input, request, reply, options));
  reply.code(declared.status).header("cache-control", "no-store");
  if (declared.status === 204) reply.send();
  else reply.header("content-type", "application/json; charset=utf-8").send(JSON.stringify(output));
  // Without it Fastify answers once more, with nothing, while a hook still compresses the first answer.
  return reply;
}

async function contextOf(
  declared: Operation,
  input: Record<string, unknown>,
  request: FastifyRequest,
  reply: FastifyReply,
  options: Options,
): Promise<RequestContext> {
  const bearer = bearerToken(request.headers.authorization);
  const accessCookie = bearer === undefined ? options.cookies.accessToken(request.headers.cookie) : undefined;
  const refreshCookie = options.cookies.refreshToken(request.headers.cookie);
  const usesCookies = accessCookie !== undefined || refreshCookie !== undefined || input["keep"] === "cookie";
  if (declared.method !== "GET" && usesCookies) refuseCrossSite(request, options.origins, options.publicUrl);

  const token = bearer ?? accessCookie;
  const caller =
    declared.auth === "session" && token !== undefined ? await options.authenticate.byAccessToken(token) : null;
  request.callerId = caller?.user.id ?? null;
  return {
    requestId: request.id,
    address: request.ip,
    client: (request.headers["user-agent"] ?? "").slice(0, clientNameMax),
    caller,
    cookies: options.cookies.of(reply, refreshCookie),
    tellBudget: (state) => tellBudget(reply, state),
  };
}

function tellBudget(reply: FastifyReply, state: BudgetState): void {
  reply.headers({
    "x-ratelimit-limit": String(state.limit),
    "x-ratelimit-remaining": String(state.remaining),
    "x-ratelimit-reset": String(state.resetSeconds),
  });
}

/** Undefined without the header. Any other scheme is refused, lest a cookie answer for what was meant otherwise. */
function bearerToken(authorization: string | undefined): string | undefined {
  if (authorization === undefined) return undefined;
  const token = /^Bearer ([\w.~+/=-]{1,4096})$/i.exec(authorization)?.[1];
  if (token === undefined)
    throw new AppError("unauthenticated", { detail: "Send Authorization: Bearer and an access token." });
  return token;
}

function oneHeader(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(", ") : value;
}
