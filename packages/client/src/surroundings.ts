import type { ClientOptions } from "./client-options.ts";
import { memoryTokenStorage, type TokenStorage } from "./auth/token-storage.ts";
import { indexedDbOutbox } from "./requests/indexed-db-outbox.ts";
import { memoryOutbox, type OutboxStorage } from "./requests/outbox-storage.ts";

/** What the client stands on: the options with their defaults filled in. */
export interface Surroundings {
  /** Origin of the server, without a slash at the end. */
  readonly origin: string;
  readonly keep: "cookie" | "token";
  readonly tokens: TokenStorage;
  readonly outbox: OutboxStorage;
  /** Set where pages share the outbox, and can tell which of them lives. */
  readonly locks: LockManager | undefined;
  readonly WebSocket: typeof WebSocket;
  readonly fetch: typeof fetch;
  readonly random: () => number;
  readonly now: () => number;
}

export function surroundingsOf(options: ClientOptions): Surroundings {
  // Absent outside of pages, whatever the types say.
  const page = (globalThis as { location?: Location }).location;
  const inBrowser = "indexedDB" in globalThis;
  const url = options.url ?? page?.origin;
  if (url === undefined) throw new TypeError("createClient: outside of a page, `url` is needed.");
  const origin = new URL(url).origin;
  return {
    origin,
    keep: options.keep ?? (page === undefined ? "token" : "cookie"),
    tokens: options.tokens ?? memoryTokenStorage(),
    outbox: options.outbox ?? (inBrowser ? indexedDbOutbox(`parley-outbox ${origin}`) : memoryOutbox()),
    locks: inBrowser ? (globalThis as { navigator?: { locks?: LockManager } }).navigator?.locks : undefined,
    WebSocket: options.WebSocket ?? globalThis.WebSocket,
    // Browsers refuse `fetch` as the method of another object.
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    random: options.random ?? Math.random,
    now: options.now ?? Date.now,
  };
}
