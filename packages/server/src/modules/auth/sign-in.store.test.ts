import { hash } from "@node-rs/argon2";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { goodPassword, startAuth, type AuthForTests } from "./auth-for-tests.ts";

let parley: AuthForTests;

beforeAll(async () => {
  parley = await startAuth();
  await parley.person("ada");
});

afterAll(() => parley.close());

const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!;

const mean = (numbers: number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;

async function refusal(login: string, password: string) {
  const comparedBefore = parley.comparisons();
  parley.statements.length = 0;
  const start = performance.now();
  const error = await parley.run("auth.signIn", { login, password }).catch((thrown: unknown) => thrown);
  return {
    error,
    took: performance.now() - start,
    comparisons: parley.comparisons() - comparedBefore,
    statements: parley.statements.length,
  };
}

test.each(["ada", "ADA", "ada@example.org", "Ada@Example.ORG"])("Ada signs in as %s", async (login) => {
  const grant = await parley.run("auth.signIn", { login, password: goodPassword });
  expect(await parley.auth.authenticate.byAccessToken(grant.tokens!.accessToken)).toMatchObject({
    user: { username: "ada" },
  });
});

test("each sign-in is a session of its own", async () => {
  const [one, other] = await Promise.all([
    parley.run("auth.signIn", { login: "ada", password: goodPassword }),
    parley.run("auth.signIn", { login: "ada", password: goodPassword }),
  ]);
  expect(one.sessionId).not.toBe(other.sessionId);
  expect(one.tokens!.refreshToken).not.toBe(other.tokens!.refreshToken);
});

test("an unknown name and a wrong password get the same answer for the same work", async () => {
  const wrong = await refusal("ada", "Posaune-vier-Regen");
  expect(wrong).toMatchObject({ error: { code: "wrong_credentials" }, comparisons: 1 });
  for (const login of [
    "nobody",
    "nobody@example.org",
    "not a name",
    "\0",
    "a\0@b",
    "\ud800",
    "x".repeat(254),
    "' or 1=1 --",
  ]) {
    const unknown = await refusal(login, goodPassword);
    expect(unknown.error).toEqual(wrong.error);
    expect(unknown).toMatchObject({ comparisons: wrong.comparisons, statements: wrong.statements });
  }
});

test(
  "the time of the answer does not tell an unknown name from a wrong password",
  { timeout: 600_000 },
  async ({ annotate }) => {
    // The scoreboard's row S6 asks for 2,000 and compares means; the few of every day compare medians, with room for noise.
    const logins = Number(process.env["PARLEY_TIMED_LOGINS"] ?? 50);
    const [typical, bound] = logins >= 1_000 ? [mean, 0.05] : [median, 0.4];
    const known: number[] = [];
    const unknown: number[] = [];
    for (let i = 0; i < logins / 2; i++) {
      known.push((await refusal("ada", "Posaune-vier-Regen")).took);
      unknown.push((await refusal("nobody", "Posaune-vier-Regen")).took);
    }
    const ratio = typical(unknown) / typical(known);
    await annotate(
      `${logins} refusals: ${typical(known)} ms for a known name, ${typical(unknown)} ms for an unknown one`,
    );
    // Without the comparison with nobody's hash it would be a tenth.
    expect(ratio).toBeGreaterThan(1 - bound);
    expect(ratio).toBeLessThan(1 + bound);
  },
);

test("a hash made with other parameters is replaced when its owner signs in", async () => {
  const old = await hash(goodPassword, { memoryCost: 4_096, timeCost: 1 });
  await parley.person("ben");
  await parley.store.query("update users set password_hash = $1 where username = 'ben'", [old]);
  await parley.run("auth.signIn", { login: "ben", password: goodPassword });
  const [row] = await parley.store.query<{ password_hash: string }>(
    "select password_hash from users where username = 'ben'",
  );
  expect(row?.password_hash).toContain("m=19456,t=2,p=1");
  await parley.run("auth.signIn", { login: "ben", password: goodPassword });
});

test("whoever signs in more often than anybody needs loses the session unused for longest, everywhere", async () => {
  const { caller, grant } = await parley.person("carl");
  const insert = `insert into sessions (id, user_id, client, address, expires_at, refresh_salt)
    select gen_random_uuid(), $1, '', '', now() + interval '1 day', '' from generate_series(1, 99)`;
  await parley.store.query(insert, [caller.user.id]);
  await parley.store.query("update sessions set last_used_at = now() - interval '1 hour' where id = $1", [
    caller.sessionId,
  ]);
  const other = parley.anotherProcess();
  expect(await other.auth.authenticate.byAccessToken(grant.tokens!.accessToken)).toEqual(caller);
  const newest = await parley.run("auth.signIn", { login: "carl", password: goodPassword });
  await expect(other.auth.authenticate.byAccessToken(grant.tokens!.accessToken)).rejects.toMatchObject({
    code: "session_ended",
  });
  const { sessions } = await parley.run("sessions.list", {}, { caller: { ...caller, sessionId: newest.sessionId } });
  expect(sessions).toHaveLength(100);
  expect(sessions.filter(({ current }) => current)).toMatchObject([{ id: newest.sessionId }]);
  expect(sessions.map(({ id }) => id)).not.toContain(caller.sessionId);
});

describe("attempts", () => {
  const budgets = {
    signInAccount: { perSecond: 0.1, burst: 4 },
    signInAddress: { perSecond: 1, burst: 12 },
    signUpAddress: { perSecond: 1, burst: 100 },
  };
  let limited: AuthForTests;
  const attempt = (login: string, address: string, password = "Posaune-vier-Regen") =>
    limited.run("auth.signIn", { login, password }, { address }).then(
      () => "in",
      (error: { code: string }) => error.code,
    );

  beforeAll(async () => {
    limited = await startAuth({ budgets });
    await limited.run(
      "auth.signUp",
      { username: "ada", email: "ada@example.org", password: goodPassword },
      { address: "198.51.100.7" },
    );
  });

  afterAll(() => limited.close());

  test("on one account from everywhere are limited, known or not, but its owner gets in from home", async () => {
    for (const login of ["ada", "nobody"]) {
      const answers = [];
      for (let i = 0; i < 6; i++) answers.push(await attempt(i % 2 ? login : login.toUpperCase(), `192.0.2.${i}`));
      expect(answers).toEqual([...Array(4).fill("wrong_credentials"), "rate_limited", "rate_limited"]);
    }
    expect(await attempt("ada", "203.0.113.1", goodPassword)).toBe("rate_limited");
    expect(await attempt("ada", "198.51.100.7", goodPassword)).toBe("in");
    limited.clock.pass(10);
    expect(await attempt("ada", "203.0.113.1", goodPassword)).toBe("in");
  });

  test("from one address on many accounts are limited, and are not worth a hash", async () => {
    const answers = [];
    for (let i = 0; i < 12; i++) answers.push(await attempt(`name${i}`, "203.0.113.9"));
    expect(new Set(answers)).toEqual(new Set(["wrong_credentials"]));
    const before = limited.comparisons();
    expect(await attempt("another", "203.0.113.9")).toBe("rate_limited");
    expect(limited.comparisons()).toBe(before);
    expect(await attempt("another", "203.0.113.10")).toBe("wrong_credentials");
  });
});
