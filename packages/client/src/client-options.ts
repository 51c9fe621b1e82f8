import type { OutboxStorage } from "./requests/outbox-storage.ts";
import type { TokenStorage } from "./auth/token-storage.ts";

/** How `createClient` is set up; everything has a default. */
export interface ClientOptions {
  /** The server's origin, such as `https://chat.example.org`. Default: the page's own origin. */
  readonly url?: string;
  /** Where the session is kept. Default: `cookie` in a page, `token` elsewhere. */
  readonly keep?: "cookie" | "token";
  /** Where tokens wait between runs (only with `keep: "token"`). Default: in memory, so they end with the process. */
  readonly tokens?: TokenStorage;
  /** Where unsent messages wait. Default: IndexedDB where there is one (they survive a reload), else in memory. */
  readonly outbox?: OutboxStorage;
  readonly WebSocket?: typeof WebSocket;
  readonly fetch?: typeof fetch;
  /** A number in [0, 1), for the spread of reconnects. */
  readonly random?: () => number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}
