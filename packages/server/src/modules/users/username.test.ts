import { expect, test } from "vitest";
import { isReservedUsername, keptUsername } from "./username.ts";

test("a name is kept in lower case", () => {
  expect(keptUsername("Ada.Lovelace_1815")).toBe("ada.lovelace_1815");
});

test.each([
  "ad",
  "1ada",
  "_ada",
  "ada lovelace",
  "ada@example.org",
  "\u212Aelvin",
  "ad\u0130",
  "ada\0",
  "a".repeat(33),
  "",
])("%j is nobody's name", (typed) => expect(keptUsername(typed)).toBeNull());

test("names that speak for the server or for everybody are reserved, with separators or without", () => {
  for (const name of [
    "admin",
    "ADMIN",
    "root",
    "system",
    "parley",
    "api",
    "everyone",
    "here",
    "all",
    "me",
    "ad.min",
    "_root_",
  ]) {
    expect(isReservedUsername(name)).toBe(true);
  }
  for (const name of ["ada", "alla", "adminton", "rooty", "hereward"]) expect(isReservedUsername(name)).toBe(false);
});
