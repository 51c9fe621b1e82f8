import fc from "fast-check";
import { expect, test } from "vitest";
import { cutPage, pageCursor } from "./page-cursor.ts";

const cursors = pageCursor("text", "integer", "id");

test("a cursor comes back as it went out", () => {
  fc.assert(
    fc.property(fc.string(), fc.maxSafeInteger(), fc.uuid(), (text, integer, id) => {
      fc.pre(!text.includes("\u0000"));
      expect(cursors.decode(cursors.encode(text, integer, id))).toEqual([text, integer, id]);
    }),
  );
});

test("whatever else is sent as a cursor is refused as invalid input", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json().map((json) => Buffer.from(json).toString("base64url")),
      ),
      (cursor) => {
        expect(() => cursors.decode(cursor)).toThrow(expect.objectContaining({ code: "invalid_input" }) as Error);
      },
    ),
  );
});

test("a page has a next one only when there is a row for it", () => {
  expect(cutPage([1, 2, 3], 2, String)).toEqual({ page: [1, 2], next: { nextCursor: "2" } });
  expect(cutPage([1, 2], 2, String)).toEqual({ page: [1, 2], next: {} });
  expect(cutPage([], 2, String)).toEqual({ page: [], next: {} });
});
