import { expect, test } from "vitest";
import { message } from "./events-for-tests.ts";
import { append, firstSeq, lastSeq, prepend, windowMax, windowOf } from "./timeline-window.ts";

const events = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => message(from + i));
const page = (from: number, to: number, newest = to) => ({
  events: events(from, to),
  hasOlder: from > 1,
  hasNewer: to < newest,
  seq: newest,
});
const window = (from: number, to: number) => windowOf(page(from, to))!;
const span = (of: ReturnType<typeof window>) => [firstSeq(of), lastSeq(of)];

test("what follows is taken in; what is there already is not doubled; what leaves a gap is not taken in", () => {
  expect(span(append(window(5, 9), events(8, 12)))).toEqual([5, 12]);
  expect(append(window(5, 9), events(11, 12)).events).toHaveLength(5);
  expect(append(window(5, 9), []).events).toHaveLength(5);
  expect(append(window(5, 9), [message(10), message(12)]).events).toHaveLength(6);
});

test("an older page joins at the beginning, and only there", () => {
  expect(span(prepend(window(5, 9), page(2, 5)))).toEqual([2, 9]);
  expect(span(prepend(window(5, 9), page(1, 3)))).toEqual([5, 9]);
  expect(prepend(window(5, 9), page(1, 4)).hasOlder).toBe(false);
});

test("a page with a hole is taken up to it and is not the room's end", () => {
  const holed = windowOf({ ...page(1, 5), events: [message(1), message(2), message(4)] });
  expect(holed).toMatchObject({ events: [message(1), message(2)], following: false });
});

test("memory is bounded: the far end goes, and is known to be missing", () => {
  const long = append(window(1, 100), events(101, windowMax + 500));
  expect(span(long)).toEqual([501, windowMax + 500]);
  expect(long).toMatchObject({ hasOlder: true, following: true });
  const back = prepend(long, page(1, 500));
  expect(span(back)).toEqual([1, windowMax]);
  expect(back).toMatchObject({ hasOlder: false, following: false });
});
