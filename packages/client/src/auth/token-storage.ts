import type { Tokens } from "@parley/protocol";

/** Keeps the tokens of one session between runs. They are secrets: keep them as you would keep a password. */
export interface TokenStorage {
  /** The tokens saved last, or null. */
  load(): Promise<Tokens | null>;
  /** Called after every sign-in and renewal, and with null after signing out. The one before is worthless from then on. */
  save(tokens: Tokens | null): Promise<void>;
}

/** Tokens that end with the process. */
export function memoryTokenStorage(): TokenStorage {
  let kept: Tokens | null = null;
  return {
    load: () => Promise.resolve(kept),
    save(tokens) {
      kept = tokens;
      return Promise.resolve();
    },
  };
}
