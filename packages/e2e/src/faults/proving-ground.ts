import { createTestDatabase } from "@parley/server/testing";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ServerProcess } from "./server-process.ts";

/** A server that may be mistreated, and what it stands on. */
export interface ProvingGround {
  readonly server: ServerProcess;
  /** Whether the database is one that the server runs by itself in its data folder. */
  readonly builtIn: boolean;
  close(): Promise<void>;
}

/** On the built-in database, or, where the tests were given a PostgreSQL server, on a database there. */
export async function openProvingGround(env: Readonly<Record<string, string>> = {}): Promise<ProvingGround> {
  const folder = mkdtempSync(join(tmpdir(), "parley-faults-"));
  const given = process.env["PARLEY_TEST_SERVICES"] !== undefined;
  const database = given ? await createTestDatabase() : null;
  const server = await ServerProcess.start({ dataDir: folder, env, ...(database && { databaseUrl: database.url }) });
  return {
    server,
    builtIn: !given,
    async close() {
      await server.stop();
      await database?.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
