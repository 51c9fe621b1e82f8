import type { OperationName } from "@parley/protocol";
import { createLogger } from "../../app/logger.ts";
import { AppError } from "../../kernel/app-error.ts";
import { createOperationRunner, type RunnerBudgets } from "../../kernel/operation-runner.ts";
import { bind, type AnyBoundOperation, type Caller, type RequestContext } from "../../kernel/operation.ts";
import { createHttpTransport, type HttpTransport, type HttpTransportOptions } from "./http-transport.ts";

export const ada = { id: "0199a1f2-7c3e-7d41-8a5b-3f6f1b2c4d5e", username: "ada", displayName: "Ada" };
export const roomId = "0199a1f2-7c3e-7d41-8a5b-3f6f1b2c4d60";
export const adasToken = "adas-token";

const later = new Date("2027-01-01T00:00:00Z");
const grant = {
  accessToken: "fresh-access",
  accessTokenExpiresAt: new Date("2026-12-01T00:00:00Z"),
  refreshToken: "fresh-refresh",
  refreshTokenExpiresAt: later,
};

const adasSession = {
  id: roomId,
  current: true,
  client: "test",
  address: "127.0.0.1",
  createdAt: later.toISOString(),
  lastUsedAt: later.toISOString(),
  expiresAt: later.toISOString(),
};

export interface Seen {
  readonly name: OperationName;
  readonly input: Record<string, unknown>;
  readonly context: RequestContext;
}

/** A transport over a few operations that write down what reached them. */
export async function startTransport(
  options: Partial<HttpTransportOptions> & {
    publicUrl?: string;
    allowedOrigins?: string[];
    budgets?: RunnerBudgets;
  } = {},
): Promise<{ transport: HttpTransport; seen: Seen[]; lines: object[] }> {
  const seen: Seen[] = [];
  const lines: object[] = [];
  const logger = createLogger("debug", { write: (line) => void lines.push(JSON.parse(line) as object) });
  const transport = await createHttpTransport({
    config: {
      host: "127.0.0.1",
      port: 0,
      publicUrl: new URL(options.publicUrl ?? "http://localhost:8080"),
      allowedOrigins: options.allowedOrigins ?? [],
      trustedProxies: [],
    },
    runner: createOperationRunner({
      operations: operationsNotedIn(seen),
      budgets: options.budgets ?? null,
      checkOutputs: true,
    }),
    authenticate: { byAccessToken: (token) => adaOrNobody(token) },
    readiness: () => Promise.resolve({ ready: true, checks: { database: "ok" } }),
    webRoot: null,
    documents: { openapi: {}, asyncapi: {} },
    logger,
    ...options,
  });
  return { transport, seen, lines };
}

async function adaOrNobody(token: string): Promise<Caller> {
  if (token === "old-token") throw new AppError("token_expired");
  if (token !== adasToken) throw new AppError("unauthenticated");
  return { sessionId: roomId, user: ada };
}

function operationsNotedIn(seen: Seen[]): AnyBoundOperation[] {
  const note = (name: OperationName, input: object, context: RequestContext): void =>
    void seen.push({ name, input: { ...input }, context });
  const session = { sessionId: roomId, user: ada, accessTokenExpiresAt: later.toISOString() };
  return [
    bind("server.info", async () => {
      throw Object.assign(new Error("relation does not exist"), { detail: "Key (email)=(ada@example.org)" });
    }),
    bind("auth.signIn", async (input, context) => {
      note("auth.signIn", input, context);
      if (input.keep === "cookie") context.cookies?.set(grant);
      return session;
    }),
    bind("auth.renew", async (input, context) => {
      note("auth.renew", input, context);
      if (context.cookies?.refreshToken) context.cookies.set(grant);
      return session;
    }),
    bind("auth.signOut", async (input, context) => {
      note("auth.signOut", input, context);
      context.cookies?.clear();
      return null;
    }),
    bind("sessions.list", async () => ({ sessions: Array.from({ length: 50 }, () => adasSession) })),
    bind("rooms.list", async (input, context) => {
      note("rooms.list", input, context);
      return { rooms: [] };
    }),
    bind("rooms.delete", async (input, context) => {
      note("rooms.delete", input, context);
      return null;
    }),
    bind("messages.send", async (input, context) => {
      note("messages.send", input, context);
      return { room: input.roomId, seq: 1, at: later.toISOString(), clientId: input.clientId };
    }),
  ];
}
