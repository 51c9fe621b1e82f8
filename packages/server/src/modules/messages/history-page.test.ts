import fc from "fast-check";
import { expect, test } from "vitest";
import { historyRange } from "./history-page.ts";

const all = { low: 0, high: 100 };

test("without a position it is the newest page, or the oldest of a span that only has a beginning", () => {
  expect(historyRange({}, all, 50, false)).toEqual({ low: 50, high: 100 });
  expect(historyRange({}, { low: 20, high: 100 }, 50, true)).toEqual({ low: 20, high: 70 });
});

test("before and after leave the named event out, around takes it in", () => {
  expect(historyRange({ before: 51 }, all, 10, false)).toEqual({ low: 40, high: 50 });
  expect(historyRange({ after: 50 }, all, 10, false)).toEqual({ low: 50, high: 60 });
  const { low, high } = historyRange({ around: 50 }, all, 10, false);
  expect(low < 50 && 50 <= high && high - low === 10).toBe(true);
});

test("whatever is asked, a page lies within the room and is no larger than asked", () => {
  const position = fc.oneof(
    fc.record({ before: fc.nat(300) }),
    fc.record({ after: fc.nat(300) }),
    fc.record({ around: fc.nat(300) }),
    fc.constant({}),
  );
  fc.assert(
    fc.property(
      position,
      fc.nat(200),
      fc.nat(50),
      fc.integer({ min: 1, max: 200 }),
      fc.boolean(),
      (at, high, low, limit, oldest) => {
        const within = { low: Math.min(low, high), high };
        const range = historyRange(at, within, limit, oldest);
        expect(range.low).toBeGreaterThanOrEqual(within.low);
        expect(range.high).toBeLessThanOrEqual(within.high);
        expect(range.high - range.low).toBeGreaterThanOrEqual(0);
        expect(range.high - range.low).toBeLessThanOrEqual(limit);
      },
    ),
  );
});
