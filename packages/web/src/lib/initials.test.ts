import { describe, expect, it } from "vitest";
import { initials } from "./initials.ts";
import { stableHue } from "./stable-hue.ts";

describe("what stands for a person without a picture", () => {
  it.each([
    ["Ada Lovelace", "AL"],
    ["ada", "A"],
    ["grace.hopper", "GH"],
    ["Jean-Luc van der Berg", "JB"],
    ["🎉 Party Team", "PT"],
    ["李小龍", "李"],
    ["!!!", "?"],
    ["", "?"],
  ])("is, for %j, %j", (name, expected) => {
    expect(initials(name)).toBe(expected);
  });

  it("has the same colour each time, and not one colour for all", () => {
    expect(stableHue("ada")).toBe(stableHue("ada"));
    expect(new Set(Array.from({ length: 50 }, (_, i) => stableHue(`person ${i}`))).size).toBeGreaterThan(6);
  });
});
