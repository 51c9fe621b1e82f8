import { limits, type OwnAccount, type SessionGrant, type Tokens } from "@parley/protocol";
import { ParleyError, toParleyError } from "../errors.ts";
import { liveCell, type Live } from "../live-value.ts";
import type { Http } from "../requests/http.ts";
import type { Surroundings } from "../surroundings.ts";
import { pause } from "../pause.ts";

/**
 * A renewal whose answer was lost is repeated at once: the server gives the same answer for ten seconds only, and takes a
 * later repetition for a theft. So the last try begins, even after two that timed out, well within that time.
 */
const renewAgainAfterMs = [300, 1_000];
const renewWithinMs = 3_000;
/** Renewed when four fifths of the access token's life are over. */
const renewAtPart = 0.8;
/** Two causes may ask for a renewal in one moment; the second is answered by the first. */
const renewedJustNowMs = 5_000;

/** Who is signed in, and what proves it. */
export class Session {
  readonly #parts: Pick<Surroundings, "keep" | "tokens" | "now"> & { http: Http };
  readonly #account = liveCell<OwnAccount | null | undefined>(undefined);
  #tokens: Tokens | null = null;
  /** Local time at which the access token ends; undefined: not known (a cookie from before this page). */
  #expiresAt: number | undefined;
  #renewedAt = Number.NEGATIVE_INFINITY;
  #renewal: Promise<void> | undefined;
  #discovery: Promise<void> | undefined;
  #renewTimer: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;
  /** Rises with each sign-in and sign-out, so that a late answer of the one before changes nothing. */
  #generation = 0;

  constructor(parts: Pick<Surroundings, "keep" | "tokens" | "now"> & { http: Http }) {
    this.#parts = parts;
  }

  get account(): Live<OwnAccount | null | undefined> {
    return this.#account;
  }

  accessToken(): string | undefined {
    return this.#tokens?.accessToken;
  }

  /** Finds out who is signed in. Rejects if the server cannot be asked. */
  discover(): Promise<void> {
    this.#discovery ??= this.#discoverNow().finally(() => (this.#discovery = undefined));
    return this.#discovery;
  }

  async #discoverNow(): Promise<void> {
    const generation = this.#generation;
    if (this.#parts.keep === "token") {
      const tokens = await this.#parts.tokens.load();
      if (generation !== this.#generation) return;
      if (tokens === null) return this.over();
      this.#take(tokens.accessTokenExpiresAt, tokens);
    }
    await this.#loadAccount();
  }

  /** Begins with what signing in answered. */
  async establish(grant: SessionGrant): Promise<void> {
    this.#stopped = false;
    this.#generation += 1;
    this.#renewedAt = this.#parts.now();
    this.#take(grant.accessTokenExpiresAt, grant.tokens ?? null);
    if (grant.tokens !== undefined) await this.#parts.tokens.save(grant.tokens);
    await this.#loadAccount();
  }

  /** Somebody else may be signed in: the cookie is not this page's alone. */
  forget(): void {
    this.#generation += 1;
    this.#expiresAt = undefined;
    this.#account.set(undefined);
  }

  /** The session has ended. */
  over(): void {
    this.#generation += 1;
    clearTimeout(this.#renewTimer);
    this.#expiresAt = undefined;
    if (this.#tokens !== null) {
      this.#tokens = null;
      // A storage that fails keeps tokens that the server refuses anyway.
      this.#parts.tokens.save(null).catch(() => {});
    }
    this.#account.set(null);
  }

  /** For a try to connect: finds out who is signed in if that is not known, renews what has expired or is suspect. */
  async prepare(suspect: boolean): Promise<string | undefined> {
    this.#stopped = false;
    if (this.#account.get() === undefined) await this.discover();
    if (this.#account.get() === null) throw new ParleyError("unauthenticated");
    const expired = this.#expiresAt !== undefined && this.#expiresAt <= this.#parts.now();
    if (expired || suspect) await this.renew();
    return this.accessToken();
  }

  /** Whether a renewal may heal this, or tell that the session is really over (the answer may be to an older session). */
  mayRenewAfter(error: ParleyError): boolean {
    return error.retry === "renew" || (error.retry === "sign_in" && Boolean(this.#account.get()));
  }

  /** Gets a new access token; one renewal at a time. Rejects if there is none to be had; ends the session if it is over. */
  renew(): Promise<void> {
    if (this.#parts.now() - this.#renewedAt < renewedJustNowMs && this.#parts.now() >= this.#renewedAt) {
      return Promise.resolve();
    }
    this.#renewal ??= this.#renewNow().finally(() => (this.#renewal = undefined));
    return this.#renewal;
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#renewTimer);
  }

  async #renewNow(): Promise<void> {
    const generation = this.#generation;
    try {
      const grant = await this.#askForRenewal();
      if (generation !== this.#generation) return;
      this.#renewedAt = this.#parts.now();
      this.#take(grant.accessTokenExpiresAt, grant.tokens ?? null);
      if (grant.tokens !== undefined) await this.#parts.tokens.save(grant.tokens);
    } catch (thrown) {
      const error = toParleyError(thrown);
      if (error.retry === "sign_in" && generation === this.#generation) this.over();
      throw error;
    }
  }

  async #askForRenewal(): Promise<SessionGrant> {
    const input = this.#tokens === null ? {} : { refreshToken: this.#tokens.refreshToken };
    for (const again of renewAgainAfterMs) {
      try {
        return await this.#parts.http("auth.renew", input, { timeoutMs: renewWithinMs });
      } catch (thrown) {
        const { code } = toParleyError(thrown);
        if (code !== "offline" && code !== "timeout") throw thrown;
        await pause(again);
      }
    }
    return this.#parts.http("auth.renew", input, { timeoutMs: renewWithinMs });
  }

  async #loadAccount(): Promise<void> {
    const generation = this.#generation;
    try {
      const account = await this.#me();
      if (generation === this.#generation) this.#account.set(account);
    } catch (thrown) {
      const error = toParleyError(thrown);
      if (error.retry !== "sign_in") throw error;
      if (generation === this.#generation) this.over();
    }
  }

  async #me(): Promise<OwnAccount> {
    try {
      return await this.#parts.http("accounts.me", {}, { token: this.accessToken() });
    } catch (thrown) {
      if (toParleyError(thrown).retry !== "renew") throw thrown;
      await this.renew();
      return this.#parts.http("accounts.me", {}, { token: this.accessToken() });
    }
  }

  #take(accessTokenExpiresAt: string, tokens: Tokens | null): void {
    this.#tokens = tokens;
    const now = this.#parts.now();
    const told = Date.parse(accessTokenExpiresAt) - now;
    // Where the two clocks disagree by so much that it makes no sense, the usual life is the better guess.
    const life = told > 0 && told <= 24 * 3_600_000 ? told : limits.accessTokenSeconds * 1_000;
    this.#expiresAt = now + life;
    clearTimeout(this.#renewTimer);
    // The answer to a renewal may come after the stop: it is kept, but starts nothing.
    if (this.#stopped) return;
    // Failing is no matter: it is renewed when a call or a try to connect needs it.
    this.#renewTimer = setTimeout(() => void this.renew().catch(() => {}), life * renewAtPart);
  }
}
