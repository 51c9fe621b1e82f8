import { expect, test } from "vitest";
import { liveCell } from "./live-value.ts";
import { randomUuid } from "./uuid.ts";

test("listeners are told of changes, and of changes only, until they leave", () => {
  const cell = liveCell(1);
  let told = 0;
  const leave = cell.subscribe(() => (told += 1));
  cell.set(1);
  cell.set(2);
  expect([cell.get(), told]).toEqual([2, 1]);
  leave();
  cell.set(3);
  expect(told).toBe(1);
});

test("the same listener twice is two subscriptions", () => {
  const cell = liveCell(1);
  let told = 0;
  const listener = () => (told += 1);
  const leave = cell.subscribe(listener);
  cell.subscribe(listener);
  leave();
  leave();
  cell.set(2);
  expect(told).toBe(1);
});

test("a listener that leaves while it is told harms nobody", () => {
  const cell = liveCell(1);
  const told: string[] = [];
  const leave = cell.subscribe(() => {
    told.push("first");
    leave();
  });
  cell.subscribe(() => told.push("second"));
  cell.set(2);
  cell.set(3);
  expect(told).toEqual(["first", "second", "second"]);
});

test("ids are random UUIDs", () => {
  const ids = Array.from({ length: 100 }, randomUuid);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(ids).size).toBe(100);
});
