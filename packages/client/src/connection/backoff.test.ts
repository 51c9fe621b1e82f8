import fc from "fast-check";
import { expect, test } from "vitest";
import { backoffDelay } from "./backoff.ts";

test("waits lie anywhere below a bound that doubles from one second to thirty", () => {
  fc.assert(
    fc.property(fc.nat(2_000), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (failures, chance) => {
      const bound = Math.min(30_000, 1_000 * 2 ** Math.min(failures, 10));
      expect(backoffDelay(failures, () => chance)).toBe(Math.round(chance * bound));
    }),
  );
});

test("a thousand clients that were cut off together come back spread over the bound", () => {
  const waits = Array.from({ length: 1_000 }, () => backoffDelay(3, Math.random));
  for (let part = 0; part < 8; part++) {
    const within = waits.filter((wait) => wait >= part * 1_000 && wait < (part + 1) * 1_000).length;
    expect(within).toBeGreaterThan(60);
  }
});
