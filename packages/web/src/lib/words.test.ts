import { describe, expect, it } from "vitest";
import { atMost, counted, nameList } from "./words.ts";

describe("words for numbers and names", () => {
  it("knows one from many", () => {
    expect(counted(1, "member")).toBe("1 member");
    expect(counted(0, "member")).toBe("0 members");
    expect(counted(2, "person", "people")).toBe("2 people");
  });

  it("tells a few names and counts the rest", () => {
    expect(nameList(["Ada"])).toBe("Ada");
    expect(nameList(["Ada", "Grace", "Alan"])).toBe("Ada, Grace, and Alan");
    expect(nameList(["Ada", "Grace", "Alan", "Edsger"])).toBe("Ada, Grace, and 2 others");
  });

  it("caps what would not fit into a badge", () => {
    expect(atMost(99, 99)).toBe("99");
    expect(atMost(100, 99)).toBe("99+");
  });
});
