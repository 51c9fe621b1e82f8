import { describe, expect, it } from "vitest";
import { dayKey, dayLabel } from "./day.ts";

const at = (day: number, hour = 12, month = 10, year = 2026) => new Date(year, month, day, hour).getTime();
const now = at(20, 9);
const label = (when: number) => dayLabel(when, now, "en-GB");

describe("the name of a day", () => {
  it("is the same from its first to its last minute", () => {
    expect(dayKey(at(20, 0))).toBe("2026-11-20");
    expect(dayKey(at(20, 23))).toBe("2026-11-20");
    expect(dayKey(at(21, 0))).not.toBe("2026-11-20");
  });

  it("is Today and Yesterday by the calendar, not by hours", () => {
    expect(label(at(20, 0))).toBe("Today");
    expect(label(at(19, 23))).toBe("Yesterday");
  });

  it("is the weekday within a week, then the date, then the date with its year", () => {
    expect(label(at(16))).toBe("Monday");
    expect(label(at(3))).toBe("Tuesday 3 November");
    expect(label(at(3, 12, 10, 2024))).toBe("3 November 2024");
  });
});
