import { describe, expect, it } from "vitest";
import { links } from "./links.ts";
import { matchRoute } from "./router.tsx";

describe("a route", () => {
  it("fits its own address and no other", () => {
    expect(matchRoute("/rooms", "/rooms")).toEqual({});
    expect(matchRoute("/rooms", "/rooms/")).toEqual({});
    expect(matchRoute("/rooms", "/")).toBeUndefined();
    expect(matchRoute("/rooms", "/rooms/1")).toBeUndefined();
    expect(matchRoute("/", "/")).toEqual({});
  });

  it("finds what the link to it was made with", () => {
    expect(matchRoute("/rooms/:roomId", links.room("a b/c"))).toEqual({ roomId: "a b/c" });
    expect(matchRoute("/rooms/:roomId", "/rooms/")).toBeUndefined();
  });

  it("does not fall over a broken address", () => {
    expect(matchRoute("/rooms/:roomId", "/rooms/%E0%A4%A")).toBeUndefined();
  });
});
