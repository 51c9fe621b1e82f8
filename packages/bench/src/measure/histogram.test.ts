import { describe, expect, test } from "vitest";
import { Histogram } from "./histogram.ts";

describe("Histogram", () => {
  test("small durations are kept exactly", () => {
    const histogram = new Histogram();
    for (let value = 1; value <= 200; value++) histogram.record(value);
    expect(histogram.quantile(0.5)).toBe(100);
    expect(histogram.quantile(0.99)).toBe(198);
    expect(histogram.quantile(1)).toBe(200);
    expect(histogram.mean).toBe(100.5);
  });

  test("no quantile of large durations is too small, nor more than 0.8 % too large", () => {
    const values = Array.from({ length: 5_000 }, (_, i) => Math.round(300 * 1.003 ** i) % 60_000_000);
    const histogram = new Histogram();
    for (const value of values) histogram.record(value);
    const sorted = values.toSorted((a, b) => a - b);
    for (const q of [0.01, 0.25, 0.5, 0.9, 0.99, 0.999, 1]) {
      const exact = sorted[Math.ceil(q * sorted.length) - 1]!;
      expect(histogram.quantile(q)).toBeGreaterThanOrEqual(exact);
      expect(histogram.quantile(q)).toBeLessThanOrEqual(exact * 1.008 + 1);
    }
  });

  test("two histograms added are as one that saw everything", () => {
    const [one, other, both] = [new Histogram(), new Histogram(), new Histogram()];
    for (let i = 0; i < 1_000; i++) {
      (i % 3 === 0 ? one : other).record(i * 17);
      both.record(i * 17);
    }
    one.add(other);
    expect(one.summary()).toEqual(both.summary());
  });

  test("without a record there is no quantile", () => {
    expect(new Histogram().quantile(0.5)).toBeNaN();
  });
});
