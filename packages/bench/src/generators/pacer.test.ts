import { expect, test } from "vitest";
import { pace } from "./pacer.ts";

test("a schedule is kept to the number, in order, and each message knows when it was meant to go", async () => {
  const intended: number[] = [];
  const late: number[] = [];
  const count = await pace({ perSecond: 500, seconds: 0.4 }, (at, number) => {
    expect(number).toBe(intended.length);
    intended.push(at);
    late.push(performance.now() - at);
  });
  expect(count).toBe(200);
  expect(intended).toHaveLength(200);
  expect(intended[199]! - intended[0]!).toBeCloseTo(398, 6);
  expect(Math.min(...late)).toBeGreaterThan(-0.1);
});
