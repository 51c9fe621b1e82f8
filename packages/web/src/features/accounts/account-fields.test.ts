import { describe, expect, it } from "vitest";
import { checkSignUp } from "./account-fields.ts";

const good = { displayName: "", username: "ada.l", email: "ada@example.org", password: "correct horse" };

describe("the sign-up form", () => {
  it("lets a proper account through, with or without a name", () => {
    expect(checkSignUp(good)).toEqual({});
    expect(checkSignUp({ ...good, displayName: "Ada Lovelace" })).toEqual({});
  });

  it.each([
    ["username", ""],
    ["username", "ab"],
    ["username", "9lives"],
    ["username", "ada lovelace"],
    ["username", "a".repeat(33)],
    ["email", ""],
    ["email", "ada"],
    ["email", "ada@"],
    ["password", ""],
    ["password", "short"],
    ["password", "x".repeat(129)],
    ["displayName", "x".repeat(65)],
  ])("says at %s what is wrong with %j", (field, value) => {
    expect(Object.keys(checkSignUp({ ...good, [field]: value }))).toEqual([field]);
  });
});
