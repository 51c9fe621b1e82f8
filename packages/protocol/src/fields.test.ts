import type { TSchema } from "typebox";
import { Check } from "typebox/value";
import { describe, expect, test } from "vitest";
import { operations } from "./index.ts";

const signUp = operations["auth.signUp"].input.properties;
const room = operations["rooms.create"].input.properties;
const message = operations["messages.send"].input.properties;
const history = operations["messages.history"].input.properties;

const fields: Record<string, { schema: TSchema; good: unknown[]; bad: unknown[] }> = {
  "a username": {
    schema: signUp.username,
    good: ["ada", "Ada_L.1815", "a".repeat(32)],
    bad: ["ad", "1ada", "_ada", "a da", "ada\n", "\nada", "äda", "\u0430da", "a".repeat(33), "a@b", "", 7],
  },
  "an e-mail address": {
    schema: signUp.email,
    good: ["ada@example.org", "a@b", "o'neill+tag@sub.example.org", "\u00e4@\u00f6.example"],
    bad: ["ada", "@", "a@", "@b", "a b@c", "a@b@c", "a@b\n", "a@b\nbcc: c@d", `${"a".repeat(254)}@b`],
  },
  "a password": {
    schema: signUp.password,
    good: ["12345678", " ".repeat(8), "\u{1f511}".repeat(8)],
    bad: ["1234567", "x".repeat(129)],
  },
  "a display name": {
    schema: signUp.displayName,
    good: ["Ada Lovelace", "\u6797\u4e88\u66e6", " a", "\u{1f600}"],
    bad: ["", " ", "\u3000", "a\nb", "a\u0000", "\u202eada", "a\u2066b", "x".repeat(65)],
  },
  "a room's name": {
    schema: room.name,
    good: ["Tea", "T", "Tea & \u8336", "x".repeat(64)],
    bad: ["", " ", " Tea", "Tea ", "Tea\nroom", "Tea\t", "Te\u202ea", "a\u0000", "x".repeat(65)],
  },
  "a room's description": {
    schema: room.description,
    good: ["", "Two\nlines\tand a tab"],
    bad: ["a\u0000", "\u202e", "x".repeat(501)],
  },
  "a room's category": { schema: room.category, good: ["general", "hobby"], bad: ["General", "", "secret", null] },
  "a message": {
    schema: message.body,
    good: ["x", "  x", "a\n\nb", "\u{1f600}".repeat(8_000), "# Title\n- [ ] point"],
    bad: ["", " ", "\n\t\u00a0", "a\u0000", "\u0000", "x".repeat(8_001), ["x"]],
  },
  "a message's kind": { schema: message.kind, good: ["text"], bad: ["", "Text", "system", null] },
  "an id": {
    schema: message.clientId,
    good: ["0199a1f2-7c3e-7d41-8a5b-3f6f1b2c4d5e", "00000000-0000-4000-8000-000000000000"],
    bad: ["0199A1F2-7C3E-7D41-8A5B-3F6F1B2C4D5E", "0199a1f2", "0199a1f2-7c3e-7d41-8a5b-3f6f1b2c4d5e\n", "", 1],
  },
  "a seq": {
    schema: history.before,
    good: [0, 1, Number.MAX_SAFE_INTEGER],
    bad: [-1, 1.5, 2 ** 53, Number.NaN, Infinity, "1", null],
  },
  "a time": {
    schema: history.from,
    good: ["2026-11-20T09:30:00.000Z", "2026-11-20T09:30:00Z"],
    bad: ["2026-11-20", "yesterday", "2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z", "infinity", "", 0],
  },
};

describe.each(Object.entries(fields))("%s", (_name, { schema, good, bad }) => {
  test.each(good.map((value) => [value]))("may be %j", (value) => expect(Check(schema, value)).toBe(true));
  test.each(bad.map((value) => [value]))("may not be %j", (value) => expect(Check(schema, value)).toBe(false));
});
