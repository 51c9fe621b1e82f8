import { randomBytes } from "node:crypto";
import { compose } from "../app/compose.ts";
import type { Config } from "../config/config.ts";
import { loadSecrets } from "../config/secrets.ts";
import { createPostgresStore } from "../adapters/store-postgres/index.ts";
import { silentLogger, type Logger } from "../kernel/logger.ts";
import { createTestDatabase } from "./database.ts";

export interface TestServer {
  /** For instance `http://127.0.0.1:41234`. */
  readonly url: string;
  /** The server's own database. */
  readonly databaseUrl: string;
  readonly store: ReturnType<typeof createPostgresStore>;
  /** Stops the server and removes its database. */
  close(): Promise<void>;
}

export interface TestServerOptions {
  readonly config?: Partial<Config>;
  readonly logger?: Logger;
  /** A database to run on and to leave alone afterwards: two servers may share it. Default: a new one. */
  readonly databaseUrl?: string;
  /** Servers that share a database share the key of their tokens. */
  readonly secretKey?: string;
  readonly webRoot?: string | null;
}

const testConfig: Omit<Config, "publicUrl"> = {
  host: "127.0.0.1",
  port: 0,
  allowedOrigins: [],
  trustedProxies: [],
  dataDir: "/nonexistent",
  databaseUrl: null,
  databasePoolSize: 5,
  logLevel: "silent",
  roomsCreatedPerDay: 1_000,
  socketsPerUser: 1_000,
  socketsPerAddress: 10_000,
  socketBufferSoft: 256 * 1024,
  socketBufferHard: 1024 * 1024,
  budgets: null,
};

/** The whole server, on real PostgreSQL and a free port, comparing every answer with its schema. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const database = options.databaseUrl === undefined ? await createTestDatabase() : null;
  const databaseUrl = options.databaseUrl ?? database!.url;
  const config: Config = { publicUrl: new URL("http://localhost:8080"), ...testConfig, ...options.config, databaseUrl };
  const logger = options.logger ?? silentLogger;
  const store = createPostgresStore({ url: databaseUrl, poolSize: config.databasePoolSize, logger });
  const secretKey = options.secretKey ?? randomBytes(32).toString("base64url");
  const secrets = loadSecrets({ dataDir: config.dataDir, secretKey });
  const server = await compose({
    config,
    secrets,
    store,
    logger,
    webRoot: options.webRoot ?? null,
    checkOutputs: true,
  });
  const { port } = await server.listen();
  return {
    url: `http://127.0.0.1:${port}`,
    databaseUrl,
    store,
    async close() {
      await server.close();
      await store.end();
      await database?.drop();
    },
  };
}
