import { expect, test } from "vitest";
import { createAttemptLimits } from "./attempt-limits.ts";

const budgets = {
  signInAccount: { perSecond: 0.1, burst: 5 },
  signInAddress: { perSecond: 1, burst: 20 },
  signUpAddress: { perSecond: 0.01, burst: 3 },
};
const stranger = async () => false;
const limited = expect.objectContaining({ code: "rate_limited" });

function start() {
  let now = 1_000_000;
  const clock = { now: () => now };
  return { limits: createAttemptLimits(budgets, clock), pass: (seconds: number) => void (now += seconds * 1000) };
}

async function attempts(limits: ReturnType<typeof start>["limits"], count: number, login = "ada"): Promise<number> {
  let allowed = 0;
  for (let i = 0; i < count; i++) {
    const isAllowed = await limits.signInTo(login, "192.0.2.1", stranger).then(
      () => true,
      () => false,
    );
    if (isAllowed) allowed++;
  }
  return allowed;
}

test("guessing at one account slows down to a tenth after a while, and is never stopped for good", async () => {
  const { limits, pass } = start();
  expect(await attempts(limits, 50)).toBe(5);
  let inTenMinutes = 0;
  for (let i = 0; i < 60; i++) {
    pass(10);
    inTenMinutes += await attempts(limits, 3);
  }
  let inTenMore = 0;
  for (let i = 0; i < 60; i++) {
    pass(10);
    inTenMore += await attempts(limits, 3);
  }
  expect(inTenMinutes).toBeLessThanOrEqual(17);
  expect(inTenMore).toBeGreaterThanOrEqual(5);
  expect(inTenMore).toBeLessThanOrEqual(7);
});

test("strangers who use up an account's attempts do not keep its owner out", async () => {
  const { limits } = start();
  await attempts(limits, 50);
  await expect(limits.signInTo("ada", "198.51.100.7", stranger)).rejects.toEqual(limited);
  await limits.signInTo("ada", "198.51.100.7", async () => true);
});

test("an address known to the owner has a limit as well", async () => {
  const { limits } = start();
  await attempts(limits, 50);
  for (let i = 0; i < 5; i++) await limits.signInTo("ada", "198.51.100.7", async () => true);
  await expect(limits.signInTo("ada", "198.51.100.7", async () => true)).rejects.toEqual(limited);
});

test("one account's attempts are not another's", async () => {
  const { limits } = start();
  await attempts(limits, 50, "ada");
  expect(await attempts(limits, 1, "ben")).toBe(1);
});

test("many accounts from one address, or one IPv6 network, are limited together", () => {
  const { limits } = start();
  for (let i = 0; i < 20; i++) limits.signInFrom(`2001:db8:0:7::${i.toString(16)}`);
  expect(() => limits.signInFrom("2001:db8:0:7::ffff")).toThrow(limited);
  limits.signInFrom("2001:db8:0:8::1");
});

test("accounts cannot be made in numbers from one address, and the wait is told", () => {
  const { limits, pass } = start();
  for (let i = 0; i < 3; i++) limits.signUpFrom("192.0.2.1");
  expect(() => limits.signUpFrom("192.0.2.1")).toThrow(
    expect.objectContaining({ code: "rate_limited", retryAfter: 100 }),
  );
  limits.signUpFrom("192.0.2.2");
  pass(100);
  limits.signUpFrom("192.0.2.1");
});
