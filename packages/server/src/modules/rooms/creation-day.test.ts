import { expect, test } from "vitest";
import { secondsToNextDay, utcDay } from "./creation-day.ts";

test("a day is a day of UTC, wherever the server stands", () => {
  expect(utcDay(Date.UTC(2026, 10, 20, 23, 59, 59, 999))).toBe("2026-11-20");
  expect(utcDay(Date.UTC(2026, 10, 21))).toBe("2026-11-21");
});

test("who is told to wait for the next day waits long enough", () => {
  expect(secondsToNextDay(Date.UTC(2026, 10, 20))).toBe(86_400);
  expect(secondsToNextDay(Date.UTC(2026, 10, 20, 23, 59, 59, 999))).toBe(1);
});
