import { expect, test } from "vitest";
import { message } from "./events-for-tests.ts";
import { EventBuffer } from "./event-buffer.ts";

test("what follows without a gap comes out in order; the rest waits", () => {
  const buffer = new EventBuffer();
  for (const seq of [9, 6, 5, 7, 5]) buffer.add(message(seq));
  expect(buffer.takeAfter(4).map(({ seq }) => seq)).toEqual([5, 6, 7]);
  expect(buffer.takeAfter(7)).toEqual([]);
  expect(buffer.takeAfter(8).map(({ seq }) => seq)).toEqual([9]);
});

test("a flood of what does not fit is forgotten, not kept", () => {
  const buffer = new EventBuffer(3);
  for (const seq of [10, 11, 12, 13]) buffer.add(message(seq));
  expect(buffer.takeAfter(9)).toEqual([]);
  expect(buffer.takeAfter(12).map(({ seq }) => seq)).toEqual([13]);
});
