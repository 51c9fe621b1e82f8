import { expect, test } from "vitest";
import { passes } from "./verdict.ts";

const targets = { rate: { min: 100 }, p99: { max: 5 } };

test("a run passes when every figure meets its target", () => {
  expect(passes({ figures: { rate: 100, p99: 5 }, targets, voids: [] })).toBe(true);
});

test("one figure beside its target fails the run", () => {
  expect(passes({ figures: { rate: 99.9, p99: 1 }, targets, voids: [] })).toBe(false);
  expect(passes({ figures: { rate: 200, p99: 5.1 }, targets, voids: [] })).toBe(false);
});

test("a figure that was not measured fails the run", () => {
  expect(passes({ figures: { rate: 200 }, targets, voids: [] })).toBe(false);
  expect(passes({ figures: { rate: 200, p99: NaN }, targets, voids: [] })).toBe(false);
});

test("a lost message voids the run however fast it was", () => {
  expect(passes({ figures: { rate: 1e9, p99: 0 }, targets, voids: ["one message lost"] })).toBe(false);
});
