import { expect, test } from "vitest";
import { searchWords } from "./search-words.ts";

test("each word is looked for by its beginning, and all must be there", () => {
  expect(searchWords("Reading group")).toBe("reading:* & group:*");
});

test("case, accents and width do not matter", () => {
  expect(searchWords("CAFÉ Ångström ｗｉｄｅ")).toBe("cafe:* & angstrom:* & wide:*");
});

test("nothing of the query language gets through", () => {
  expect(searchWords("a & (b | !c) <-> 'd':* \\ e\u0000f")).toBe("a:* & b:* & c:* & d:* & e:* & f:*");
});

test("scripts without capital letters are words too", () => {
  expect(searchWords("日本語 हिन्दी")).toBe("日本語:* & हिन्दी:*");
});

test("without a letter or a digit there is nothing to look for", () => {
  for (const typed of ["", "   ", "!?", "\u0000", "\ud800"]) expect(searchWords(typed)).toBeNull();
});

test("a long query looks for its first eight words", () => {
  expect(searchWords("1 2 3 4 5 6 7 8 9 10")?.split(" & ")).toHaveLength(8);
});
