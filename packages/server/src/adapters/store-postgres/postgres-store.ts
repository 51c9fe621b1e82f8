import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import type { Logger } from "../../kernel/logger.ts";
import type { Prepared, Queries, Store } from "../../ports/store.ts";
import { isConflict, spoilsConnection, translateError } from "./database-errors.ts";

export interface PostgresStore extends Store {
  /** Throws `AppError("unavailable")` when the database does not answer. */
  ping(): Promise<void>;
  end(): Promise<void>;
}

export interface PostgresStoreOptions {
  readonly url: string;
  readonly poolSize: number;
  readonly logger: Logger;
  /** How long one statement may take, in milliseconds. */
  readonly statementTimeout?: number;
  /** How long to wait for a connection, in milliseconds. */
  readonly patience?: number;
}

const conflictAttempts = 5;

/**
 * Every statement has an index that serves it. A plan made while a table was nearly empty would read all of it, and is kept
 * by the connection while the table grows; compiling and parallel workers cost short statements more than they give.
 */
const plannerOptions = "-c enable_seqscan=off -c jit=off -c max_parallel_workers_per_gather=0";

export function createPostgresStore({
  url,
  poolSize,
  logger,
  statementTimeout = 4_000,
  patience = 4_000,
}: PostgresStoreOptions): PostgresStore {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: "parley",
    options: plannerOptions,
    max: poolSize,
    keepAlive: true,
    connectionTimeoutMillis: patience,
    idleTimeoutMillis: 60_000,
    statement_timeout: statementTimeout,
    // A database that is frozen does not keep its own time limit.
    query_timeout: statementTimeout + 500,
    // A transaction that waits for us holds locks that others wait for.
    idle_in_transaction_session_timeout: 15_000,
    types: { getTypeParser },
  });
  // A connection may be lost at any time, also while nothing is asked of it; unheard, the event would end the process.
  let ending = false;
  pool.on("error", (error) => {
    if (!ending) logger.warn({ err: error }, "lost an idle database connection");
  });
  pool.on("connect", (client) => client.on("error", () => {}));

  return {
    query: <Row>(statement: string | Prepared, values?: readonly unknown[]) =>
      retryConflicts(() => withConnection(pool, (connection) => connection.query<Row>(statement, values))),
    transaction: (work) => retryConflicts(() => withConnection(pool, (connection) => inTransaction(connection, work))),
    ping: () => withConnection(pool, async (connection) => void (await connection.run("select 1"))),
    end() {
      ending = true;
      return pool.end();
    },
  };
}

type Parser = (text: string) => unknown;

const int8 = 20;
const int8Array = 1016;
const parserOf = pg.types.getTypeParser as (oid: number, format?: string) => Parser;
const toNumbers: Parser = (text) =>
  (parserOf(int8Array)(text) as (string | null)[]).map((item) => (item === null ? null : Number(item)));

function getTypeParser(oid: number, format?: string): Parser {
  if (oid === int8) return Number;
  if (oid === int8Array) return toNumbers;
  return parserOf(oid, format);
}

interface Connection extends Queries {
  run(statement: string | Prepared, values?: readonly unknown[]): Promise<pg.QueryResult>;
}

async function withConnection<T>(pool: pg.Pool, work: (connection: Connection) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw translateError(error);
  });
  let spoiled = false;
  const run: Connection["run"] = async (statement, values = []) => {
    const query = typeof statement === "string" ? { text: statement } : statement;
    try {
      return await client.query({ ...query, values: values as unknown[] });
    } catch (error) {
      spoiled ||= spoilsConnection(error);
      throw isConflict(error) ? error : translateError(error);
    }
  };
  try {
    return await work({
      run,
      query: async <Row>(...asked: Parameters<typeof run>) => (await run(...asked)).rows as Row[],
    });
  } finally {
    client.release(spoiled);
  }
}

async function inTransaction<T>(connection: Connection, work: (tx: Queries) => Promise<T>): Promise<T> {
  await connection.run("begin");
  try {
    const result = await work({ query: connection.query });
    const { command } = await connection.run("commit");
    // Work that swallowed an error of the database: nothing was committed, and PostgreSQL says so only here.
    if (command === "ROLLBACK") throw new Error("The transaction was rolled back: an error in it was ignored.");
    return result;
  } catch (error) {
    // On a lost connection this fails as well, and the connection is thrown away.
    await connection.run("rollback").catch(() => {});
    throw error;
  }
}

async function retryConflicts<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await attempt();
    } catch (error) {
      if (!isConflict(error)) throw error;
      if (tried === conflictAttempts) throw translateError(error);
      await delay(Math.random() * 10 * 2 ** tried);
    }
  }
}
