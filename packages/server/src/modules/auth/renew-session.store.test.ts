import { limits } from "@parley/protocol";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { browser, goodPassword, startAuth, type AuthForTests, type Process } from "./auth-for-tests.ts";
import { createRefreshTokens } from "./refresh-token.ts";
import { advanceGeneration, lockSession, type LockedSession } from "./session-store.ts";

let parley: AuthForTests;
let other: Process;
let grant: Awaited<ReturnType<AuthForTests["person"]>>["grant"];
let people = 0;

beforeAll(async () => {
  parley = await startAuth();
  other = parley.anotherProcess();
});

afterAll(() => parley.close());

beforeEach(async () => {
  ({ grant } = await parley.person(`person${++people}`));
  parley.logged.length = 0;
});

const renew = (refreshToken: string, process: Process = parley) => process.run("auth.renew", { refreshToken });
const over = { code: "session_ended" };

test("a session is renewed again and again, with a new token each time", async () => {
  let token = grant.tokens!.refreshToken;
  const seen = new Set([token]);
  for (let i = 0; i < 5; i++) {
    const renewed = await renew(token);
    expect(renewed).toMatchObject({ sessionId: grant.sessionId, user: grant.user });
    expect(await parley.auth.authenticate.byAccessToken(renewed.tokens!.accessToken)).toMatchObject({
      user: grant.user,
    });
    token = renewed.tokens!.refreshToken;
    seen.add(token);
  }
  expect(seen.size).toBe(6);
});

test("two tabs that renew at once, in two processes, get the same successor and both go on", async () => {
  for (let round = 0; round < 10; round++) {
    const racing = [renew(grant.tokens!.refreshToken), renew(grant.tokens!.refreshToken, other)];
    const [one, two] = await Promise.all(racing);
    expect(one!.tokens!.refreshToken).toBe(two!.tokens!.refreshToken);
    expect(one!.tokens!.refreshToken).not.toBe(grant.tokens!.refreshToken);
    grant = two!;
  }
  const [row] = await parley.store.query<{ refresh_generation: number }>(
    "select refresh_generation from sessions where id = $1",
    [grant.sessionId],
  );
  expect(row?.refresh_generation).toBe(10);
});

test("a renewal waits for the one before it, and then sees what that one did", async () => {
  const { sessionId } = grant;
  let second: Promise<LockedSession | null> | undefined;
  await parley.store.transaction(async (tx) => {
    await lockSession(tx, sessionId);
    second = parley.store.transaction((later) => lockSession(later, sessionId));
    await new Promise((done) => setTimeout(done, 50));
    await advanceGeneration(tx, sessionId, 1, new Date());
  });
  expect(await second).toMatchObject({ generation: 1 });
});

test("a request repeated because its answer was lost gets the same answer for ten seconds", async () => {
  const first = await renew(grant.tokens!.refreshToken);
  parley.clock.pass(9);
  const again = await renew(grant.tokens!.refreshToken, other);
  expect(again.tokens!.refreshToken).toBe(first.tokens!.refreshToken);
});

test("an old token ends the session: its newest token, its access token, on every process", async () => {
  const renewed = await renew(grant.tokens!.refreshToken);
  expect(await other.auth.authenticate.byAccessToken(renewed.tokens!.accessToken)).toMatchObject({ user: grant.user });
  parley.clock.pass(11);
  await expect(renew(grant.tokens!.refreshToken)).rejects.toMatchObject(over);
  await expect(other.auth.authenticate.byAccessToken(renewed.tokens!.accessToken)).rejects.toMatchObject(over);
  await expect(renew(renewed.tokens!.refreshToken, other)).rejects.toMatchObject(over);
  const [row] = await parley.store.query("select end_reason from sessions where id = $1", [grant.sessionId]);
  expect(row).toEqual({ end_reason: "refresh_token_reused" });
});

test("the reuse is logged, with the session and without a token", async () => {
  const { tokens } = await renew(grant.tokens!.refreshToken);
  parley.clock.pass(11);
  await renew(grant.tokens!.refreshToken).catch(() => {});
  const log = parley.logged.join("\n");
  expect(log).toContain(grant.sessionId);
  for (const token of [
    grant.tokens!.refreshToken,
    grant.tokens!.accessToken,
    tokens!.refreshToken,
    tokens!.accessToken,
  ]) {
    expect(log).not.toContain(token);
  }
});

test("a token two generations old is reuse, however soon it comes", async () => {
  const second = await renew(grant.tokens!.refreshToken);
  const third = await renew(second.tokens!.refreshToken);
  await expect(renew(grant.tokens!.refreshToken)).rejects.toMatchObject(over);
  await expect(renew(third.tokens!.refreshToken)).rejects.toMatchObject(over);
});

test("an invented token is refused and harms nobody's session", async () => {
  const forger = createRefreshTokens(new Uint8Array(32).fill(7));
  const forged = forger.make({ sessionId: grant.sessionId, salt: new Uint8Array(32) }, 0);
  for (const token of [forged, "x", "\0", grant.tokens!.refreshToken.slice(1), grant.tokens!.accessToken]) {
    await expect(renew(token)).rejects.toMatchObject(over);
  }
  await renew(grant.tokens!.refreshToken);
});

test("a session unused for thirty days is over, one in use is not", async () => {
  const almost = limits.refreshTokenSeconds - 60;
  parley.clock.pass(almost);
  const renewed = await renew(grant.tokens!.refreshToken);
  parley.clock.pass(almost);
  const again = await renew(renewed.tokens!.refreshToken);
  parley.clock.pass(limits.refreshTokenSeconds);
  await expect(renew(again.tokens!.refreshToken)).rejects.toMatchObject(over);
});

test("the database holds nothing from which a token could be made without the key", async () => {
  const [row] = await parley.store.query<object>("select * from sessions where id = $1", [grant.sessionId]);
  const kept = JSON.stringify(Object.values(row!).map((v) => (Buffer.isBuffer(v) ? v.toString("base64url") : v)));
  const secret = Buffer.from(grant.tokens!.refreshToken, "base64url").subarray(20);
  for (const form of ["base64url", "hex", "base64"] as const) expect(kept).not.toContain(secret.toString(form));
});

test("a browser renews by its cookie and gets new cookies, no token", async () => {
  const cookies = browser();
  const input = { login: grant.user.username, password: goodPassword, keep: "cookie" as const };
  await parley.run("auth.signIn", input, { cookies });
  const before = cookies.refreshToken;
  const renewed = await parley.run("auth.renew", {}, { cookies });
  expect(renewed).not.toHaveProperty("tokens");
  expect(cookies.refreshToken).not.toBe(before);
  expect(await parley.auth.authenticate.byAccessToken(cookies.accessToken!)).toMatchObject({ user: grant.user });
});

test("a browser whose session is over loses its cookies", async () => {
  const cookies = browser();
  const input = { login: grant.user.username, password: goodPassword, keep: "cookie" as const };
  const { sessionId, user } = await parley.run("auth.signIn", input, { cookies });
  await parley.run("sessions.end", { sessionId }, { caller: { sessionId: grant.sessionId, user } });
  await expect(parley.run("auth.renew", {}, { cookies })).rejects.toMatchObject(over);
  expect(cookies).toMatchObject({ accessToken: undefined, refreshToken: undefined });
});

test("without any token there is nobody to renew", async () => {
  await expect(parley.run("auth.renew", {})).rejects.toMatchObject({ code: "unauthenticated" });
  await expect(parley.run("auth.renew", {}, { cookies: browser() })).rejects.toMatchObject({ code: "unauthenticated" });
});
