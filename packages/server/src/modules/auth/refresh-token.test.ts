import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createRefreshTokens, readRefreshToken } from "./refresh-token.ts";

const seed = { sessionId: "0199a1f2-7c3e-7d41-8a5b-3f6f1b2c4d5e", salt: randomBytes(32) };
const tokens = createRefreshTokens(randomBytes(32));

test("the same generation of a session gets the same token, and the next another", () => {
  expect(tokens.make(seed, 3)).toBe(tokens.make(seed, 3));
  expect(tokens.make(seed, 4)).not.toBe(tokens.make(seed, 3));
});

test("what was made is read back and known as ours", () => {
  const presented = readRefreshToken(tokens.make(seed, 70_000));
  expect(presented).toMatchObject({ sessionId: seed.sessionId, generation: 70_000 });
  expect(presented?.secret.length).toBe(32);
  expect(tokens.isGenuine(presented!, seed)).toBe(true);
});

test("another session's token, another generation's secret and another server's token are not genuine", () => {
  const presented = readRefreshToken(tokens.make(seed, 1))!;
  expect(tokens.isGenuine({ ...presented, generation: 2 }, seed)).toBe(false);
  expect(tokens.isGenuine(presented, { ...seed, salt: randomBytes(32) })).toBe(false);
  expect(tokens.isGenuine(presented, { ...seed, sessionId: "0199a1f2-7c3e-7d41-8a5b-3f6f1b2c4d5f" })).toBe(false);
  expect(createRefreshTokens(randomBytes(32)).isGenuine(presented, seed)).toBe(false);
});

test("no other text is taken for a token of the session", () => {
  const token = tokens.make(seed, 1);
  const changed = fc
    .tuple(fc.nat(token.length - 2), fc.constantFrom(..."AZaz09-_.=\u0000é"))
    .map(([at, sign]) => token.slice(0, at) + sign + token.slice(at + 1))
    .filter((other) => other !== token);
  fc.assert(
    fc.property(fc.oneof(changed, fc.string({ maxLength: 600 })), (text) => {
      const presented = readRefreshToken(text);
      expect(presented !== null && tokens.isGenuine(presented, seed)).toBe(false);
    }),
    { numRuns: 1_000 },
  );
});
