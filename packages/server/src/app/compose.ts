import type { AddressInfo } from "node:net";
import { createMemoryBus } from "../adapters/bus-memory/bus-memory.ts";
import type { Budget, Config } from "../config/config.ts";
import type { Secrets } from "../config/secrets.ts";
import { systemClock } from "../kernel/clock.ts";
import type { Logger } from "../kernel/logger.ts";
import { createOperationRunner, type RunnerBudgets } from "../kernel/operation-runner.ts";
import { createRateBudget } from "../kernel/rate-budget.ts";
import type { Store } from "../ports/store.ts";
import { asyncApiDocument } from "../transport/documents/asyncapi.ts";
import { openApiDocument } from "../transport/documents/openapi.ts";
import type { Readiness } from "../transport/http/health-routes.ts";
import { createHttpTransport } from "../transport/http/http-transport.ts";
import { createGateway } from "../transport/websocket/gateway.ts";
import { composeModules } from "./compose-modules.ts";
import { handshakeRules } from "./handshake-rules.ts";
import { startHousekeeping } from "./housekeeping.ts";
import { version } from "./version.ts";

/** Keys of rate budgets kept in memory. */
const budgetKeysMax = 100_000;

export interface Server {
  /** Starts to listen; answers where. */
  listen(): Promise<AddressInfo>;
  /**
   * Stops in stages: not ready; sockets told to come back within `drainMs`; no new requests; everything taken on is
   * finished. The store is left to its owner.
   */
  close(drainMs?: number): Promise<void>;
}

export interface ComposeOptions {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly store: Store & { ping(): Promise<void> };
  readonly logger: Logger;
  /** Folder of the built web app; null serves none. */
  readonly webRoot: string | null;
  /** Tests compare every answer with its schema. */
  readonly checkOutputs?: boolean;
}

const closeGraceMs = 5_000;

function runnerBudgets({ budgets }: Config): RunnerBudgets | null {
  const budget = (of: Budget) => createRateBudget(of, { clock: systemClock, maxKeys: budgetKeysMax });
  return budgets && { account: budget(budgets.account), address: budget(budgets.address) };
}

async function readiness(store: ComposeOptions["store"], draining: boolean): Promise<Readiness> {
  const database = await store.ping().then(
    () => "ok",
    () => "cannot be reached",
  );
  return { ready: database === "ok" && !draining, checks: { database, serving: draining ? "stopping" : "ok" } };
}

/** Puts the parts together: all in one process, on one bus. */
export async function compose(options: ComposeOptions): Promise<Server> {
  const { config, store, logger } = options;
  const bus = createMemoryBus((err, topic) => logger.error({ err, topic }, "a listener of the bus failed"));
  const modules = composeModules({ ...options, bus, clock: systemClock });
  const runner = createOperationRunner({
    operations: modules.operations,
    budgets: runnerBudgets(config),
    checkOutputs: options.checkOutputs ?? false,
  });
  let draining = false;
  const http = await createHttpTransport({
    config,
    runner,
    authenticate: modules.auth.authenticate,
    readiness: () => readiness(store, draining),
    webRoot: options.webRoot,
    documents: { openapi: openApiDocument(version), asyncapi: asyncApiDocument(version, config.publicUrl) },
    logger,
  });
  const gateway = createGateway({
    runner,
    bus,
    logger,
    authenticate: modules.auth.authenticate,
    epoch: modules.epoch,
    roomIdsOf: (userId) => modules.rooms.roomIdsOf(userId),
    timelines: modules.messages.timelines,
    rules: handshakeRules(config),
    config,
  });
  gateway.attach(http.server);
  modules.messages.relay.start();
  const housekeeping = startHousekeeping({
    chores: [(limit) => modules.auth.purgeExpired(limit), (limit) => modules.rooms.purgeDeletedRooms(limit)],
    logger,
  });

  return {
    listen: () => http.listen(),
    async close(drainMs = 0) {
      draining = true;
      await gateway.drain(drainMs);
      await http.close(closeGraceMs);
      await housekeeping.stop();
      await modules.messages.settled();
      await modules.messages.relay.stop();
      modules.close();
    },
  };
}
