import { randomUUID } from "node:crypto";
import { copyDatabase, createPostgresStore, dropDatabase } from "../adapters/store-postgres/index.ts";
import { silentLogger } from "../kernel/logger.ts";
import type { Store } from "../ports/store.ts";

export interface TestDatabase {
  readonly store: Store;
  readonly url: string;
  /** Closes the store and removes the database. */
  drop(): Promise<void>;
}

/** A database of the test's own, with the newest schema, on the server that the test run started (`global-setup.ts`). */
export async function createTestDatabase(options: { poolSize?: number } = {}): Promise<TestDatabase> {
  const server = process.env["PARLEY_TEST_DATABASE_URL"];
  const template = process.env["PARLEY_TEST_TEMPLATE"];
  if (server === undefined || template === undefined) {
    throw new Error("No test database server: run this by vitest, from the root of the project.");
  }
  const address = new URL(server);
  address.pathname = `/parley_test_${randomUUID().replaceAll("-", "")}`;
  const url = address.href;
  await copyDatabase(url, template);
  // Two hundred requests at once, on a busy machine, are no sign of a database that is away.
  const slow = { statementTimeout: 15_000, patience: 15_000 };
  const store = createPostgresStore({ url, poolSize: options.poolSize ?? 5, logger: silentLogger, ...slow });
  return {
    store,
    url,
    async drop() {
      await store.end();
      await dropDatabase(url);
    },
  };
}
