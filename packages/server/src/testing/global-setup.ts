import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dropDatabase, ensureDatabase, migrateUp, startEmbeddedPostgres } from "../adapters/store-postgres/index.ts";
import { silentLogger } from "../kernel/logger.ts";

/**
 * Before the tests: one PostgreSQL for all of them and a database with the newest schema that each test copies. The server
 * is `PARLEY_TEST_DATABASE_URL` if that is set (and then tests that start servers of their own use it as well, as
 * `PARLEY_TEST_SERVICES` tells them), else one of our own that is gone afterwards.
 */
export async function setup(): Promise<() => Promise<void>> {
  const given = process.env["PARLEY_TEST_DATABASE_URL"];
  const server = given === undefined ? await temporaryServer() : { url: given, stop: async () => {} };
  const template = `parley_template_${process.pid}`;
  const address = new URL(server.url);
  address.pathname = `/${template}`;
  await dropDatabase(address.href);
  await ensureDatabase(address.href);
  await migrateUp({ url: address.href });
  if (given !== undefined) process.env["PARLEY_TEST_SERVICES"] = "1";
  process.env["PARLEY_TEST_DATABASE_URL"] = server.url;
  process.env["PARLEY_TEST_TEMPLATE"] = template;
  return async () => {
    await dropDatabase(address.href);
    await server.stop();
  };
}

async function temporaryServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), "parley-test-"));
  // What is thrown away afterwards need not survive a power cut.
  const settings = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "300" };
  const postgres = await startEmbeddedPostgres({ dataDir, logger: silentLogger, settings });
  return {
    url: postgres.url,
    async stop() {
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
