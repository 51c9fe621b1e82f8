import type { OperationName, SessionGrant, Tokens } from "@parley/protocol";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ParleyError } from "../errors.ts";
import { ada } from "../live/events-for-tests.ts";
import type { Http } from "../requests/http.ts";
import { Session } from "./session.ts";
import { memoryTokenStorage, type TokenStorage } from "./token-storage.ts";

const minutes = 60_000;
const account = { user: ada, email: "ada@example.org", createdAt: "2026-01-01T00:00:00.000Z" };
/** What the server answers to each operation, one after another; the last one from then on. */
let answers: Partial<Record<OperationName, (() => unknown)[]>>;
let asked: { name: OperationName; input: unknown; token: string | undefined }[];
let tokens: TokenStorage;
let session: Session;

const http = (async (name: OperationName, input: unknown, options?: { token?: string }) => {
  asked.push({ name, input, token: options?.token });
  const left = answers[name] ?? [];
  const answer = left.length > 1 ? left.shift() : left[0];
  return answer?.();
}) as Http;

let grants = 0;
function grant(keep: "token" | "cookie" = "token", livesFor = 15 * minutes): SessionGrant {
  grants += 1;
  const accessTokenExpiresAt = new Date(Date.now() + livesFor).toISOString();
  const given: Tokens = {
    accessToken: `access ${grants}`,
    accessTokenExpiresAt,
    refreshToken: `refresh ${grants}`,
    refreshTokenExpiresAt: accessTokenExpiresAt,
  };
  const base = { sessionId: "s", user: ada, accessTokenExpiresAt };
  return keep === "token" ? { ...base, tokens: given } : base;
}
const refuse = (code: ConstructorParameters<typeof ParleyError>[0]) => () => {
  throw new ParleyError(code);
};
const renewals = () => asked.filter(({ name }) => name === "auth.renew");

function begin(keep: "token" | "cookie"): void {
  session = new Session({ keep, tokens, now: Date.now, http });
}

beforeEach(() => {
  vi.useFakeTimers();
  grants = 0;
  asked = [];
  answers = { "accounts.me": [() => account], "auth.renew": [() => grant()] };
  tokens = memoryTokenStorage();
  begin("token");
});
afterEach(() => {
  session.stop();
  vi.useRealTimers();
});

test("without tokens nobody is signed in, and the server is not asked", async () => {
  expect(session.account.get()).toBeUndefined();
  await session.discover();
  expect(session.account.get()).toBe(null);
  expect(asked).toEqual([]);
});

test("signing in keeps the tokens and tells who it is", async () => {
  await session.establish(grant());
  expect(session.account.get()).toEqual(account);
  expect(await tokens.load()).toMatchObject({ refreshToken: "refresh 1" });
  expect(session.accessToken()).toBe("access 1");
});

test("kept tokens are enough to go on; an expired one is renewed first", async () => {
  await tokens.save(grant("token", -minutes).tokens!);
  answers["accounts.me"] = [refuse("token_expired"), () => account];
  await session.discover();
  expect(session.account.get()).toEqual(account);
  expect(renewals()).toMatchObject([{ input: { refreshToken: "refresh 1" } }]);
  expect(await tokens.load()).toMatchObject({ refreshToken: "refresh 2" });
});

test("in a page the cookie is asked about; a page that was never signed in asks once", async () => {
  begin("cookie");
  answers["accounts.me"] = [refuse("unauthenticated")];
  await session.discover();
  expect(session.account.get()).toBe(null);
  expect(asked.map(({ name }) => name)).toEqual(["accounts.me"]);
});

test("a server that cannot be asked leaves it open who is signed in", async () => {
  begin("cookie");
  answers["accounts.me"] = [refuse("offline"), () => account];
  await expect(session.prepare(false)).rejects.toMatchObject({ code: "offline" });
  expect(session.account.get()).toBeUndefined();
  await session.prepare(false);
  expect(session.account.get()).toEqual(account);
});

test("the access token is renewed before it ends, again and again", async () => {
  await session.establish(grant());
  await vi.advanceTimersByTimeAsync(11 * minutes);
  expect(renewals()).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(2 * minutes);
  expect(session.accessToken()).toBe("access 2");
  await vi.advanceTimersByTimeAsync(12 * minutes);
  expect(session.accessToken()).toBe("access 3");
});

test("a clock that is hours wrong does not renew without end", async () => {
  await session.establish(grant("token", -5 * 60 * minutes));
  answers["auth.renew"] = [() => grant("token", -5 * 60 * minutes)];
  await vi.advanceTimersByTimeAsync(60 * minutes);
  expect(renewals().length).toBeLessThanOrEqual(5);
});

test("ten callers at once make one renewal", async () => {
  await session.establish(grant());
  await vi.advanceTimersByTimeAsync(minutes);
  await Promise.all(Array.from({ length: 10 }, () => session.renew()));
  expect(renewals()).toHaveLength(1);
});

test("a renewal whose answer is lost is repeated at once, with the same token", async () => {
  await session.establish(grant());
  await vi.advanceTimersByTimeAsync(minutes);
  answers["auth.renew"] = [refuse("offline"), refuse("timeout"), () => grant()];
  const renewed = session.renew();
  await vi.advanceTimersByTimeAsync(2_000);
  await renewed;
  expect(renewals().map(({ input }) => input)).toEqual(
    Array.from({ length: 3 }, () => ({ refreshToken: "refresh 1" })),
  );
  expect(session.accessToken()).toBe("access 2");
});

test("a renewal is not repeated when the server would take it for the theft of an old token", async () => {
  const began: number[] = [];
  const silent = ((name: OperationName, input: unknown, options?: { timeoutMs?: number }) => {
    if (name !== "auth.renew") return http(name, input as never);
    began.push(Date.now());
    return new Promise((_, reject) => setTimeout(() => reject(new ParleyError("timeout")), options?.timeoutMs));
  }) as Http;
  session = new Session({ keep: "token", tokens, now: Date.now, http: silent });
  await session.establish(grant());
  await vi.advanceTimersByTimeAsync(minutes);
  const renewed = expect(session.renew()).rejects.toMatchObject({ code: "timeout" });
  await vi.advanceTimersByTimeAsync(minutes);
  await renewed;
  expect(began).toHaveLength(3);
  expect(Math.max(...began) - Math.min(...began)).toBeLessThan(8_000);
});

test("a renewal that is answered after the stop is kept, and is the last one", async () => {
  await session.establish(grant());
  await vi.advanceTimersByTimeAsync(minutes);
  let answer = () => {};
  answers["auth.renew"] = [() => new Promise((resolve) => (answer = () => resolve(grant())))];
  const renewed = session.renew();
  session.stop();
  answer();
  await renewed;
  expect(await tokens.load()).toMatchObject({ refreshToken: "refresh 2" });
  expect(vi.getTimerCount()).toBe(0);
});

test("a session that the server has ended is over, and its tokens are forgotten", async () => {
  await session.establish(grant());
  await vi.advanceTimersByTimeAsync(minutes);
  answers["auth.renew"] = [refuse("session_ended")];
  await expect(session.renew()).rejects.toMatchObject({ code: "session_ended" });
  expect(session.account.get()).toBe(null);
  expect(await tokens.load()).toBe(null);
});

test("the late answer to an older session's renewal changes nothing", async () => {
  await session.establish(grant());
  await vi.advanceTimersByTimeAsync(minutes);
  let answer = () => {};
  answers["auth.renew"] = [() => new Promise((resolve) => (answer = () => resolve(grant())))];
  const renewed = session.renew();
  session.over();
  answer();
  await renewed;
  expect(session.account.get()).toBe(null);
  expect(session.accessToken()).toBeUndefined();
  expect(await tokens.load()).toBe(null);
});

test("a try to connect after a night renews first", async () => {
  await session.establish(grant());
  vi.setSystemTime(Date.now() + 8 * 60 * minutes);
  expect(await session.prepare(false)).toBe("access 2");
});

test("without a session no try to connect is made", async () => {
  session.over();
  await expect(session.prepare(false)).rejects.toMatchObject({ code: "unauthenticated", retry: "sign_in" });
});
