import type { Clock } from "../../kernel/clock.ts";
import type { Logger } from "../../kernel/logger.ts";
import type { AnyBoundOperation } from "../../kernel/operation.ts";
import type { Bus } from "../../ports/bus.ts";
import type { Store } from "../../ports/store.ts";
import type { Users } from "../users/index.ts";
import { createAccessTokens } from "./access-token.ts";
import { createAttemptLimits, type AttemptBudgets } from "./attempt-limits.ts";
import type { AuthParts } from "./auth-parts.ts";
import { createAuthenticate, type Authenticate } from "./authenticate.ts";
import { authOperations } from "./operations.ts";
import { createPasswords, type Passwords } from "./passwords.ts";
import { purgeExpired } from "./purge-expired.ts";
import { createRefreshTokens } from "./refresh-token.ts";
import { createSessionLiveness } from "./session-liveness.ts";
import { createSessionStore } from "./session-store.ts";
import { createTicketStore } from "./ticket-store.ts";

export type { Authenticate } from "./authenticate.ts";
export type { Passwords } from "./passwords.ts";

export interface AuthOptions {
  readonly store: Store;
  readonly bus: Bus;
  readonly users: Users;
  /** At least 32 random bytes, the same in every process; all tokens are made from it. */
  readonly key: Uint8Array;
  readonly clock: Clock;
  /** Null: attempts are not limited. Only for benches. */
  readonly budgets: AttemptBudgets | null;
  readonly logger: Logger;
  readonly passwords?: Passwords;
}

export interface Auth {
  readonly operations: readonly AnyBoundOperation[];
  readonly authenticate: Authenticate;
  /** For the scheduler: clears away what has expired, at most `limit` rows of each kind; returns how many went. */
  purgeExpired(limit: number): Promise<number>;
  /** Stops listening to the bus. */
  close(): void;
}

const rememberedSessions = 100_000;

export function createAuth(options: AuthOptions): Auth {
  const { store, bus, users, key, clock, budgets, logger } = options;
  if (key.length < 32) throw new Error("The key for tokens is shorter than 32 bytes.");
  const sessions = createSessionStore(store);
  const parts: AuthParts = {
    store,
    bus,
    clock,
    logger,
    users,
    sessions,
    tickets: createTicketStore(store),
    accessTokens: createAccessTokens(key, clock),
    refreshTokens: createRefreshTokens(key),
    passwords: options.passwords ?? createPasswords(),
    limits: createAttemptLimits(budgets, clock),
  };
  const liveness = createSessionLiveness({
    ask: (id) => sessions.isLive(id, new Date(clock.now())),
    bus,
    clock,
    maxSessions: rememberedSessions,
  });
  return {
    operations: authOperations(parts),
    authenticate: createAuthenticate(parts, liveness),
    purgeExpired: (limit) => purgeExpired(parts, limit),
    close: () => liveness.close(),
  };
}
