import { expect, test } from "vitest";
import { ensureMayCreate, utcDay } from "./creation-policy.ts";

const midnight = Date.UTC(2026, 10, 20);
const lastMoment = Date.UTC(2026, 10, 20, 23, 59, 59, 999);

test("a day is a day of UTC, wherever the server stands", () => {
  expect(utcDay(lastMoment)).toBe("2026-11-20");
  expect(utcDay(lastMoment + 1)).toBe("2026-11-21");
});

test("below the limit a person may make another room", () => {
  ensureMayCreate(9, 10, midnight);
});

test("who is told to wait for the next day waits long enough", () => {
  const refused = (now: number) => expect(() => ensureMayCreate(10, 10, now));
  refused(midnight).toThrow(expect.objectContaining({ code: "daily_limit_reached", retryAfter: 86_400 }) as Error);
  refused(lastMoment).toThrow(expect.objectContaining({ retryAfter: 1 }) as Error);
});
