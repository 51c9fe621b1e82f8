import type { FastifyInstance } from "fastify";

export interface Readiness {
  readonly ready: boolean;
  /** What was looked at, and `ok` or what is wrong with it. */
  readonly checks: Readonly<Record<string, string>>;
}

/** `/healthz`: the process answers. `/readyz`: it can do its work, and should get some. */
export function addHealthRoutes(app: FastifyInstance, readiness: () => Promise<Readiness>): void {
  app.get("/healthz", (_request, reply) => reply.header("cache-control", "no-store").send({ status: "ok" }));
  app.get("/readyz", async (_request, reply) => {
    const state = await readiness();
    return reply
      .code(state.ready ? 200 : 503)
      .header("cache-control", "no-store")
      .send({ status: state.ready ? "ready" : "not ready", checks: state.checks });
  });
}
