import { limits } from "@parley/protocol";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { browser, goodPassword, startAuth, type AuthForTests, type Process } from "./auth-for-tests.ts";

let parley: AuthForTests;
let other: Process;

beforeAll(async () => {
  parley = await startAuth();
  other = parley.anotherProcess();
});

afterAll(() => parley.close());

const over = { code: "session_ended" };

test("a request with an access token costs no query", async () => {
  const { grant } = await parley.person("ada");
  await other.auth.authenticate.byAccessToken(grant.tokens!.accessToken);
  parley.statements.length = 0;
  for (let i = 0; i < 100; i++) await other.auth.authenticate.byAccessToken(grant.tokens!.accessToken);
  expect(parley.statements).toEqual([]);
});

test("who signs out is signed out on every process at once, and keeps no cookie", async () => {
  const { grant, caller } = await parley.person("ben");
  const { accessToken, refreshToken } = grant.tokens!;
  expect(await other.auth.authenticate.byAccessToken(accessToken)).toEqual(caller);
  const cookies = browser();
  cookies.set({ accessToken, refreshToken, accessTokenExpiresAt: new Date(), refreshTokenExpiresAt: new Date() });
  await parley.run("auth.signOut", {}, { caller, cookies });
  expect(cookies.accessToken).toBeUndefined();
  for (const { auth } of [parley, other]) {
    await expect(auth.authenticate.byAccessToken(accessToken)).rejects.toMatchObject(over);
    expect(await auth.authenticate.sessionAlive(caller.sessionId)).toBe(false);
  }
  await expect(parley.run("auth.renew", { refreshToken })).rejects.toMatchObject(over);
});

test("who signs out once more, because the first answer was lost, is signed out everywhere", async () => {
  const { grant, caller } = await parley.person("bea");
  const { accessToken } = grant.tokens!;
  await other.auth.authenticate.byAccessToken(accessToken);
  await parley.store.query("update sessions set ended_at = now(), end_reason = 'signed_out' where id = $1", [
    caller.sessionId,
  ]);
  await parley.run("auth.signOut", {}, { caller });
  await new Promise((resolve) => setImmediate(resolve));
  await expect(other.auth.authenticate.byAccessToken(accessToken)).rejects.toMatchObject(over);
});

test("a process that never saw the session knows that it ended", async () => {
  const { grant, caller } = await parley.person("carl");
  await parley.run("auth.signOut", {}, { caller });
  const fresh = parley.anotherProcess();
  await expect(fresh.auth.authenticate.byAccessToken(grant.tokens!.accessToken)).rejects.toMatchObject(over);
});

test("a server that missed the news finds out which of its sessions are over", async () => {
  const [stays, ends, expires] = [
    await parley.person("stays"),
    await parley.person("ends"),
    await parley.person("expires"),
  ];
  await parley.store.query("update sessions set ended_at = now(), end_reason = 'signed_out' where id = $1", [
    ends.caller.sessionId,
  ]);
  await parley.store.query("update sessions set expires_at = now() - interval '1 second' where id = $1", [
    expires.caller.sessionId,
  ]);
  const ids = [stays, ends, expires].map(({ caller }) => caller.sessionId);
  expect(await other.auth.authenticate.endedAmong(ids)).toEqual(ids.slice(1));
  expect(await other.auth.authenticate.endedAmong([])).toEqual([]);
});

test("Dora sees her sessions, newest first, and ends one from another", async () => {
  const { caller: phone, grant } = await parley.person("dora");
  const laptop = await parley.run(
    "auth.signIn",
    { login: "dora", password: goodPassword },
    { client: "Firefox", address: "198.51.100.7" },
  );
  const caller = { sessionId: laptop.sessionId, user: laptop.user };
  const { sessions } = await parley.run("sessions.list", {}, { caller });
  expect(sessions).toMatchObject([
    { id: laptop.sessionId, current: true, client: "Firefox", address: "198.51.100.7" },
    { id: phone.sessionId, current: false, client: "tests" },
  ]);
  await parley.run("sessions.end", { sessionId: phone.sessionId }, { caller });
  await expect(other.auth.authenticate.byAccessToken(grant.tokens!.accessToken)).rejects.toMatchObject(over);
  expect((await parley.run("sessions.list", {}, { caller })).sessions).toMatchObject([{ id: laptop.sessionId }]);
  await expect(parley.run("sessions.end", { sessionId: phone.sessionId }, { caller })).rejects.toMatchObject({
    code: "not_found",
  });
});

test("nobody can end, or learn of, another person's session", async () => {
  const { caller: emil, grant } = await parley.person("emil");
  const { caller: mallory } = await parley.person("mallory");
  for (const sessionId of [emil.sessionId, randomUUID()]) {
    await expect(parley.run("sessions.end", { sessionId }, { caller: mallory })).rejects.toMatchObject({
      code: "not_found",
    });
  }
  expect(await parley.auth.authenticate.byAccessToken(grant.tokens!.accessToken)).toEqual(emil);
  expect((await parley.run("sessions.list", {}, { caller: mallory })).sessions).toHaveLength(1);
});

test("what has expired is cleared away in portions, what is in use stays", async () => {
  const { caller: gone } = await parley.person("gone");
  for (let i = 0; i < 5; i++) await parley.run("auth.createTicket", {}, { caller: gone });
  await parley.run("auth.signOut", {}, { caller: gone });
  parley.clock.pass(8 * 24 * 60 * 60);
  const { caller: here } = await parley.person("here_still");
  const { ticket } = await parley.run("auth.createTicket", {}, { caller: here });
  const rows = async (userId: string) =>
    (await parley.store.query("select 1 from sessions where user_id = $1", [userId])).length;
  expect(await rows(gone.user.id)).toBe(1);

  expect(await parley.auth.purgeExpired(3)).toBeLessThanOrEqual(6);
  for (let i = 0; i < 20; i++) await parley.auth.purgeExpired(3);
  expect(await parley.auth.purgeExpired(3)).toBe(0);
  expect(await rows(gone.user.id)).toBe(0);
  expect(await rows(here.user.id)).toBe(1);
  expect(await parley.auth.authenticate.byTicket(ticket)).toEqual(here);

  parley.clock.pass(limits.refreshTokenSeconds + 8 * 24 * 60 * 60);
  for (let i = 0; i < 20; i++) await parley.auth.purgeExpired(3);
  expect(await rows(here.user.id)).toBe(0);
});
