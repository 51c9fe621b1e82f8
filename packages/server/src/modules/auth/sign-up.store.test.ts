import { afterAll, beforeAll, expect, test } from "vitest";
import { browser, goodPassword, startAuth, type AuthForTests } from "./auth-for-tests.ts";

let parley: AuthForTests;

beforeAll(async () => {
  parley = await startAuth();
});

afterAll(() => parley.close());

const account = (username: string, more: object = {}) => ({
  username,
  email: `${username}@example.org`,
  password: goodPassword,
  ...more,
});

test("Ada signs up, is signed in, and sees her account", async () => {
  const grant = await parley.run("auth.signUp", account("Ada_L"));
  expect(grant.user).toMatchObject({ username: "ada_l", displayName: "Ada_L" });
  const caller = await parley.auth.authenticate.byAccessToken(grant.tokens!.accessToken);
  expect(caller).toEqual({ sessionId: grant.sessionId, user: grant.user });
  expect(await parley.run("accounts.me", {}, { caller })).toMatchObject({
    user: grant.user,
    email: "Ada_L@example.org",
  });
});

test("a display name may be chosen", async () => {
  const { user } = await parley.run("auth.signUp", account("grace", { displayName: "Grace Hopper" }));
  expect(user.displayName).toBe("Grace Hopper");
});

test("of thirty who ask for one name at once, in two processes, one gets it and the others are told", async () => {
  const other = parley.anotherProcess();
  const asked = Array.from({ length: 30 }, (_, i) =>
    (i % 2 ? parley : other).run("auth.signUp", account(i % 3 ? "wanted" : "WANTED", { email: `w${i}@example.org` })),
  );
  const settled = await Promise.allSettled(asked);
  expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  for (const answer of settled) {
    if (answer.status === "rejected") expect(answer.reason).toMatchObject({ code: "username_taken" });
  }
  expect(await parley.store.query("select 1 from users where username = 'wanted'")).toHaveLength(1);
});

test("an e-mail address makes one account, however it is spelled", async () => {
  await parley.run("auth.signUp", account("ben", { email: "Ben@Example.org" }));
  await expect(parley.run("auth.signUp", account("benny", { email: "ben@example.ORG" }))).rejects.toMatchObject({
    code: "email_taken",
  });
  expect(await parley.store.query("select 1 from users where username = 'benny'")).toHaveLength(0);
});

test.each(["admin", "Root", "par_ley", "every.one", "HERE"])("nobody gets the name %s", async (username) => {
  await expect(parley.run("auth.signUp", account(username))).rejects.toMatchObject({ code: "username_reserved" });
});

test("a password that is tried first is refused", async () => {
  await expect(parley.run("auth.signUp", account("carl", { password: "Password1" }))).rejects.toMatchObject({
    code: "password_too_common",
  });
});

test("a browser keeps its session in cookies, and scripts get no token", async () => {
  const cookies = browser();
  const grant = await parley.run("auth.signUp", account("dora", { keep: "cookie" }), { cookies });
  expect(grant).not.toHaveProperty("tokens");
  expect(JSON.stringify(grant)).not.toContain(cookies.refreshToken);
  expect(await parley.auth.authenticate.byAccessToken(cookies.accessToken!)).toMatchObject({ user: grant.user });
});

test("where there are no cookies, asking for them makes no account", async () => {
  await expect(parley.run("auth.signUp", account("emil", { keep: "cookie" }))).rejects.toMatchObject({
    code: "invalid_input",
  });
  expect(await parley.store.query("select 1 from users where username = 'emil'")).toHaveLength(0);
});

test("what a client calls itself is kept short and harmless", async () => {
  const grant = await parley.run("auth.signUp", account("fritz"), { client: `a\0b\n${"😀".repeat(300)}` });
  const caller = { sessionId: grant.sessionId, user: grant.user };
  const { sessions } = await parley.run("sessions.list", {}, { caller });
  expect(sessions[0]!.client).toMatch(/^a b 😀/);
  expect(sessions[0]!.client.length).toBeLessThanOrEqual(200);
});
