import type { OperationInput, OperationName, OperationOutput } from "@parley/protocol";
import { randomBytes, randomUUID } from "node:crypto";
import { createMemoryBus } from "../../adapters/bus-memory/bus-memory.ts";
import { silentLogger, type Logger } from "../../kernel/logger.ts";
import type { Caller, RequestContext, SessionCookies } from "../../kernel/operation.ts";
import { createOperationRunner } from "../../kernel/operation-runner.ts";
import type { Prepared, Store } from "../../ports/store.ts";
import { createTestDatabase } from "../../testing/database.ts";
import { createUsers } from "../users/index.ts";
import type { AttemptBudgets } from "./attempt-limits.ts";
import { createAuth, type Auth } from "./index.ts";
import { createPasswords, type Passwords } from "./passwords.ts";

type Grant = OperationOutput<"auth.signIn">;

/** A server process: all of them share the database and the bus. */
export interface Process {
  readonly auth: Auth;
  run<N extends OperationName>(
    name: N,
    input: OperationInput<N>,
    as?: Partial<RequestContext>,
  ): Promise<OperationOutput<N>>;
}

export interface AuthForTests extends Process {
  readonly store: Store;
  readonly clock: { now(): number; pass(seconds: number): void };
  /** Everything that was logged, and every statement that was run, since the last `length = 0`. */
  readonly logged: string[];
  readonly statements: string[];
  /** How often a password was compared with a hash. */
  comparisons(): number;
  anotherProcess(): Process;
  /** Signs somebody up with a password that the tests know. */
  person(username: string): Promise<{ grant: Grant; caller: Caller }>;
  close(): Promise<void>;
}

export const goodPassword = "Trompete-vier-Regen";

export async function startAuth(options: { budgets?: AttemptBudgets } = {}): Promise<AuthForTests> {
  const { store: real, drop } = await createTestDatabase({ poolSize: 10 });
  const statements: string[] = [];
  const store = overheard(real, statements);
  const logged: string[] = [];
  const clock = settableClock();
  const counted = countingPasswords();
  const bus = createMemoryBus((error) => {
    throw error;
  });
  const key = randomBytes(32);
  const processes: Auth[] = [];

  function startProcess(): Process {
    const auth = createAuth({
      store,
      bus,
      users: createUsers(store),
      key,
      clock,
      budgets: options.budgets ?? null,
      logger: overhearing(logged),
      passwords: counted.passwords,
    });
    processes.push(auth);
    const runner = createOperationRunner({ operations: auth.operations, budgets: null, checkOutputs: true });
    return {
      auth,
      run: (name, input, as) => runner.run(name, input, contextOf(as)) as Promise<never>,
    };
  }

  const first = startProcess();
  return {
    ...first,
    store,
    clock,
    logged,
    statements,
    comparisons: counted.comparisons,
    anotherProcess: startProcess,
    async person(username) {
      const grant = await first.run("auth.signUp", {
        username,
        email: `${username}@example.org`,
        password: goodPassword,
      });
      return { grant, caller: { sessionId: grant.sessionId, user: grant.user } };
    },
    async close() {
      for (const auth of processes) auth.close();
      await drop();
    },
  };
}

/** A browser's cookies, as far as this module sees them. */
export function browser(): SessionCookies & { accessToken: string | undefined } {
  const jar = {
    accessToken: undefined as string | undefined,
    refreshToken: undefined as string | undefined,
    set(grant: { accessToken: string; refreshToken: string }) {
      jar.accessToken = grant.accessToken;
      jar.refreshToken = grant.refreshToken;
    },
    clear() {
      jar.accessToken = undefined;
      jar.refreshToken = undefined;
    },
  };
  return jar;
}

function contextOf(given: Partial<RequestContext> = {}): RequestContext {
  return { requestId: randomUUID(), address: "192.0.2.1", client: "tests", caller: null, ...given };
}

function settableClock() {
  let ahead = 0;
  return { now: () => Date.now() + ahead, pass: (seconds: number) => void (ahead += seconds * 1000) };
}

function countingPasswords() {
  const real = createPasswords();
  let count = 0;
  const passwords: Passwords = {
    ...real,
    verify(passwordHash, password) {
      count++;
      return real.verify(passwordHash, password);
    },
  };
  return { passwords, comparisons: () => count };
}

function overheard(store: Store, statements: string[]): Store {
  const note = (statement: string | Prepared) =>
    statements.push(typeof statement === "string" ? statement : statement.text);
  return {
    query(statement, values) {
      note(statement);
      return store.query(statement, values);
    },
    transaction: (work) =>
      store.transaction((tx) =>
        work({
          query(statement, values) {
            note(statement);
            return tx.query(statement, values);
          },
        }),
      ),
  };
}

function overhearing(logged: string[]): Logger {
  const note = (fields: object, message?: string) => void logged.push(JSON.stringify({ ...fields, message }));
  return { ...silentLogger, info: note, warn: note, error: note };
}
