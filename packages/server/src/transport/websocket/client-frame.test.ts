import fc from "fast-check";
import { expect, test } from "vitest";
import { readFrame } from "./client-frame.ts";

const read = (value: unknown) => readFrame(Buffer.from(typeof value === "string" ? value : JSON.stringify(value)));

test("the frames of the contract are read", () => {
  expect(read({ type: "ping" })).toEqual({ type: "ping" });
  expect(read({ type: "authenticate", token: "t" })).toEqual({ type: "authenticate", token: "t" });
  expect(read({ id: 1, op: "accounts.me" })).toEqual({ type: "request", id: 1, op: "accounts.me", input: undefined });
});

test.each([
  ["nothing", ""],
  ["no JSON", "{"],
  ["an array", []],
  ["a number", 7],
  ["null", "null"],
  ["no id", { op: "accounts.me" }],
  ["a negative id", { id: -1, op: "accounts.me" }],
  ["a fraction as id", { id: 1.5, op: "accounts.me" }],
  ["an id beyond what numbers hold", `{"id":9007199254740993,"op":"accounts.me"}`],
  ["an operation that is no name", { id: 1, op: 7 }],
  ["an unknown field", { id: 1, op: "accounts.me", caller: "grace" }],
  ["an unknown type", { type: "hello" }],
  ["an empty token", { type: "authenticate", token: "" }],
  ["a token that is no text", { type: "authenticate", token: { $ne: "" } }],
  ["a ping with more in it", { type: "ping", extra: 1 }],
  ["deep nesting", `{"id":1,"op":"x","input":${"[".repeat(5_000)}${"]".repeat(5_000)}}`],
])("%s is no frame", (_, value) => {
  expect(read(value)).toBeNull();
});

test("brackets inside of texts are not nesting", () => {
  const body = `"[[[[[[[[[[[[[[[[[[[[[{{{{{{{{{{{{{{{{{{{{{{\\`;
  expect(read({ id: 1, op: "messages.send", input: { body } })).toMatchObject({ input: { body } });
});

test("a prototype in a frame reaches no object but its own", () => {
  read(`{"id":1,"op":"x","input":{"__proto__":{"polluted":true}}}`);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

test("no bytes make it throw", () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
      read(text);
    }),
    { numRuns: 500 },
  );
});
