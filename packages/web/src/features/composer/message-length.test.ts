import { expect, it } from "vitest";
import { messageLength } from "./message-length.ts";

it("an empty message or one of blanks cannot be sent", () => {
  expect(messageLength("").sendable).toBe(false);
  expect(messageLength(" \n\t").sendable).toBe(false);
  expect(messageLength("a").sendable).toBe(true);
});

it("the length is mentioned only near the limit, and beyond it nothing is sent", () => {
  expect(messageLength("x".repeat(7_000))).toEqual({ sendable: true });
  expect(messageLength("x".repeat(7_600))).toEqual({ sendable: true, notice: "400 left" });
  expect(messageLength("x".repeat(8_000))).toEqual({ sendable: true, notice: "0 left" });
  expect(messageLength("x".repeat(8_003))).toEqual({ sendable: false, notice: "3 too many" });
});
