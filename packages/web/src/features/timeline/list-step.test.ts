import { describe, expect, it } from "vitest";
import { nextListStep } from "./list-step.ts";

const rows = (keys: string) => [...keys].map((key) => ({ key }));

function steps(from: string, to: string): string[] {
  const seen: string[] = [];
  let shown: readonly { key: string }[] = rows(from);
  while (shown.map((row) => row.key).join("") !== to && seen.length < 5) {
    const step = nextListStep(shown, rows(to));
    shown = step.rows;
    seen.push(`${shown.map((row) => row.key).join("")}${step.shift ? " from the top" : ""}`);
  }
  return seen;
}

describe("the way from one list to the next", () => {
  it("holds the view from the bottom when an older page comes", () => {
    expect(steps("def", "abcdef")).toEqual(["abcdef from the top"]);
  });

  it("holds the view from the top when a message comes", () => {
    expect(steps("abc", "abcd")).toEqual(["abcd"]);
  });

  it("holds the view from the bottom when the oldest are dropped", () => {
    expect(steps("abcdef", "def")).toEqual(["def from the top"]);
  });

  it("goes in two steps when an older page comes and the newest are dropped", () => {
    expect(steps("defg", "abcde")).toEqual(["de", "abcde from the top"]);
  });

  it("goes in two steps when a newer page comes and the oldest are dropped", () => {
    expect(steps("abcd", "cdef")).toEqual(["abcdef", "cdef from the top"]);
  });

  it("starts anew when nothing is the same", () => {
    expect(steps("abc", "xyz")).toEqual(["xyz"]);
    expect(steps("", "abc")).toEqual(["abc"]);
    expect(steps("abc", "")).toEqual([""]);
  });
});
