import { loadSecrets } from "../config/secrets.ts";
import { systemClock } from "../kernel/clock.ts";
import type { Caller } from "../kernel/operation.ts";
import { createAccessTokens } from "../modules/auth/access-token.ts";

/**
 * Signs access tokens with the key of a data folder, for sessions that were put into its database by SQL: thousands of
 * people at once, without the minutes that hashing their passwords would take.
 */
export function accessTokensOf(dataDir: string): (caller: Caller) => Promise<string> {
  const tokens = createAccessTokens(loadSecrets({ dataDir, secretKey: null }).key("tokens"), systemClock);
  return async (caller) => (await tokens.sign(caller)).token;
}
