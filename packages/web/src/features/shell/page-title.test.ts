import { expect, it } from "vitest";
import { pageTitle } from "./page-title.ts";

it("the tab tells how much is unread, and nothing when all is read", () => {
  expect(pageTitle("Reading group", 3)).toBe("(3) Reading group · Parley");
  expect(pageTitle("Reading group", 1_000)).toBe("(99+) Reading group · Parley");
  expect(pageTitle("Reading group", 0)).toBe("Reading group · Parley");
});
