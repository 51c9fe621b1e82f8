import { setTimeout as delay } from "node:timers/promises";
import {
  createPostgresStore,
  migrateUp,
  startEmbeddedPostgres,
  type PostgresStore,
} from "../adapters/store-postgres/index.ts";
import type { Config } from "../config/config.ts";
import type { Logger } from "../kernel/logger.ts";

export interface OpenStore {
  readonly store: PostgresStore;
  /** Ends connections, and the built-in PostgreSQL. */
  close(): Promise<void>;
}

export interface OpenDatabase {
  readonly url: string;
  close(): Promise<void>;
}

type DatabaseConfig = Pick<Config, "databaseUrl" | "dataDir">;

/** The database that the configuration names; without one the built-in is started. */
export async function openDatabase(config: DatabaseConfig, logger: Logger): Promise<OpenDatabase> {
  if (config.databaseUrl !== null) return { url: config.databaseUrl, close: async () => {} };
  const postgres = await startEmbeddedPostgres({ dataDir: config.dataDir, logger });
  return { url: postgres.url, close: () => postgres.stop() };
}

/** The database with the newest schema, and a pool on it. */
export async function openStore(
  config: DatabaseConfig & Pick<Config, "databasePoolSize">,
  logger: Logger,
): Promise<OpenStore> {
  const database = await openDatabase(config, logger);
  try {
    await migrate(database.url, logger);
  } catch (error) {
    await database.close();
    throw error;
  }
  const store = createPostgresStore({ url: database.url, poolSize: config.databasePoolSize, logger });
  return {
    store,
    async close() {
      // A query that never ends must not keep the server from ending.
      await Promise.race([store.end(), delay(3_000, undefined, { ref: false })]);
      await database.close();
    },
  };
}

const patienceMs = 30_000;
const notYetThere = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNRESET|57P03)$/;

/** Services that start together do not start in order: a database that is not there yet is waited for. */
async function migrate(url: string, logger: Logger): Promise<void> {
  const giveUp = Date.now() + patienceMs;
  for (;;) {
    try {
      const applied = await migrateUp({ url });
      if (applied.length > 0)
        logger.info({ migrations: applied.map(({ name }) => name) }, "database schema brought up to date");
      return;
    } catch (error) {
      const code = String(((error as Error).cause as { code?: unknown } | undefined)?.code);
      if (!notYetThere.test(code) || Date.now() > giveUp) throw error;
      logger.warn({ code }, "the database cannot be reached yet");
      await delay(1_000);
    }
  }
}
