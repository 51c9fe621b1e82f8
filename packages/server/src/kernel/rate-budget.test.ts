import { expect, test } from "vitest";
import { createRateBudget } from "./rate-budget.ts";

function fakeClock(start = 1_000_000) {
  let now = start;
  return { now: () => now, pass: (ms: number) => void (now += ms) };
}

test("a person may use the burst at once and is then told how long to wait", () => {
  const clock = fakeClock();
  const budget = createRateBudget({ perSecond: 0.5, burst: 3 }, { clock, maxKeys: 10 });
  for (let i = 0; i < 3; i++) expect(budget.take("ada", 1)).toEqual({ ok: true });
  expect(budget.take("ada", 1)).toEqual({ ok: false, retryAfter: 2 });
  clock.pass(1_999);
  expect(budget.take("ada", 1).ok).toBe(false);
  clock.pass(1);
  expect(budget.take("ada", 1).ok).toBe(true);
});

test("what was refused costs nothing", () => {
  const clock = fakeClock();
  const budget = createRateBudget({ perSecond: 1, burst: 1 }, { clock, maxKeys: 10 });
  budget.take("ada", 1);
  for (let i = 0; i < 100; i++) budget.take("ada", 1);
  clock.pass(1_000);
  expect(budget.take("ada", 1).ok).toBe(true);
});

test("one person's use does not touch another's budget", () => {
  const budget = createRateBudget({ perSecond: 1, burst: 1 }, { clock: fakeClock(), maxKeys: 10 });
  budget.take("ada", 1);
  expect(budget.take("ada", 1).ok).toBe(false);
  expect(budget.take("ben", 1).ok).toBe(true);
});

test("something dearer than the whole burst can be had from a full budget", () => {
  const clock = fakeClock();
  const budget = createRateBudget({ perSecond: 1, burst: 5 }, { clock, maxKeys: 10 });
  expect(budget.take("ada", 50).ok).toBe(true);
  expect(budget.take("ada", 1)).toEqual({ ok: false, retryAfter: 1 });
});

test("a clock set back by an hour makes nobody wait for an hour", () => {
  const clock = fakeClock(10_000_000);
  const budget = createRateBudget({ perSecond: 1, burst: 2 }, { clock, maxKeys: 10 });
  budget.take("ada", 2);
  clock.pass(-3_600_000);
  expect(budget.take("ada", 1)).toEqual({ ok: false, retryAfter: 1 });
});

test("a flood of new addresses does not wash away the debt of the one held back", () => {
  const clock = fakeClock();
  const budget = createRateBudget({ perSecond: 0.001, burst: 10 }, { clock, maxKeys: 100 });
  for (let i = 0; i < 10; i++) budget.take("attacked", 1);
  expect(budget.take("attacked", 1).ok).toBe(false);
  for (let i = 0; i < 5_000; i++) budget.take(`flood-${i}`, 1);
  expect(budget.take("attacked", 1).ok).toBe(false);
});

test("addresses whose budget is full again make room first", () => {
  const clock = fakeClock();
  const budget = createRateBudget({ perSecond: 1, burst: 1 }, { clock, maxKeys: 4 });
  for (const key of ["a", "b", "c", "d"]) budget.take(key, 1);
  clock.pass(1_000);
  budget.take("a", 1);
  budget.take("e", 1);
  expect(budget.take("a", 1).ok).toBe(false);
  expect(budget.take("e", 1).ok).toBe(false);
});

test("a person can see what is left, and when all of it is back", () => {
  const clock = fakeClock();
  const budget = createRateBudget({ perSecond: 0.5, burst: 3 }, { clock, maxKeys: 10 });
  expect(budget.stateOf("ada")).toEqual({ limit: 3, remaining: 3, resetSeconds: 0 });
  budget.take("ada", 2);
  expect(budget.stateOf("ada")).toEqual({ limit: 3, remaining: 1, resetSeconds: 4 });
  clock.pass(2_000);
  expect(budget.stateOf("ada")).toEqual({ limit: 3, remaining: 2, resetSeconds: 2 });
});
