import { expect, test } from "vitest";
import { closeCodes, closeKinds, errorKinds, events, isErrorCode, reconnectAfter } from "./index.ts";

test("every error has a status of its kind, a sentence, and a word on trying again", () => {
  for (const [code, { status, title }] of Object.entries(errorKinds)) {
    expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(title).toMatch(/^[A-Z].*\.$/);
  }
});

test("only what may be different next time is said to be worth another try", () => {
  for (const [code, { status, retry }] of Object.entries(errorKinds)) {
    const isPassing = status === 429 || status >= 500;
    expect([code, retry === "later"]).toEqual([code, isPassing]);
  }
});

test("a property that every object has is no error code", () => {
  expect(isErrorCode("not_found")).toBe(true);
  for (const value of ["toString", "__proto__", "", undefined, 404, null]) expect(isErrorCode(value)).toBe(false);
});

test("every close code has exactly one name", () => {
  expect(Object.values(closeCodes).map(String).sort()).toEqual(Object.keys(closeKinds).sort());
});

test("a close code that is not on the list is a lost connection: come back and resume", () => {
  expect(reconnectAfter(closeCodes.sessionEnded)).toBe("never");
  expect(reconnectAfter(closeCodes.tokenExpired)).toBe("authenticate");
  for (const code of [1000, 1005, 1006, 4999, -1]) expect(reconnectAfter(code)).toBe("resume");
});

test("every event is called as its schema says, and exactly the durable ones have a seq", () => {
  for (const [name, { schema, durable, audience }] of Object.entries(events)) {
    const properties: Record<string, unknown> = schema.properties;
    expect(properties["type"]).toMatchObject({ const: name });
    expect("seq" in properties && "at" in properties && audience === "room").toBe(durable);
  }
});
