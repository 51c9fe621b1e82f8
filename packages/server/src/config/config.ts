/** Everything that can be set from outside, already checked. `env.ts` makes it from the environment. */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** Where people reach the server: decides Secure cookies and the accepted Origin. */
  readonly publicUrl: URL;
  /** More origins whose pages may use the API with cookies and open sockets. */
  readonly allowedOrigins: readonly string[];
  /** Proxies (CIDR) whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
  readonly dataDir: string;
  /** Null: the embedded PostgreSQL in `dataDir`. */
  readonly databaseUrl: string | null;
  readonly databasePoolSize: number;
  readonly logLevel: string;
  readonly roomsCreatedPerDay: number;
  /** Sockets of one account at a time, and of one network address. */
  readonly socketsPerUser: number;
  readonly socketsPerAddress: number;
  /** Bytes waiting for one socket: over the first ephemeral events are dropped, over the second it is closed. */
  readonly socketBufferSoft: number;
  readonly socketBufferHard: number;
  /** Rate budgets: units a second and burst. Off (null) only for benches. */
  readonly budgets: Budgets | null;
}

export interface Budget {
  readonly perSecond: number;
  readonly burst: number;
}

export interface Budgets {
  /** All requests of an account. A message costs 1. */
  readonly account: Budget;
  /** Requests without a session, by address. */
  readonly address: Budget;
  /** Attempts to sign in to one account, and from one address. */
  readonly signInAccount: Budget;
  readonly signInAddress: Budget;
  /** Accounts made from one address. */
  readonly signUpAddress: Budget;
}
