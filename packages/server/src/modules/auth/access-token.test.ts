import { hkdfSync, randomBytes } from "node:crypto";
import fc from "fast-check";
import { SignJWT } from "jose";
import { describe, expect, test } from "vitest";
import type { Caller } from "../../kernel/operation.ts";
import { createAccessTokens } from "./access-token.ts";

let now = Date.UTC(2026, 10, 20, 9, 30, 0, 400);
const clock = { now: () => now };
const secret = randomBytes(32);
const tokens = createAccessTokens(secret, clock);
const ada: Caller = {
  sessionId: "0199a1f2-7c3e-7d41-8a5b-3f6f1b2c4d5e",
  user: { id: "0199a1f2-7c3e-7d41-8a5b-3f6f1b2c4d5f", username: "ada", displayName: "Ada Lovelace" },
};

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");

function parts(token: string): { header: object; payload: Record<string, unknown>; signature: string } {
  const [header = "", payload = "", signature = ""] = token.split(".");
  const decode = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  return { header: decode(header), payload: decode(payload), signature };
}

const refused = { code: "unauthenticated" };

test("a token says who is asking", async () => {
  const { token, expiresAt } = await tokens.sign(ada);
  expect(await tokens.verify(token)).toEqual(ada);
  expect(expiresAt.getTime() - now).toBeGreaterThan(14.9 * 60_000);
  expect(expiresAt.getTime() - now).toBeLessThanOrEqual(15 * 60_000);
});

test("a token is told to be expired, not wrong, after its time", async () => {
  const { token, expiresAt } = await tokens.sign(ada);
  const signedAt = now;
  now = expiresAt.getTime() - 1;
  expect(await tokens.verify(token)).toEqual(ada);
  now = expiresAt.getTime();
  await expect(tokens.verify(token)).rejects.toMatchObject({ code: "token_expired" });
  now = signedAt;
});

describe("a token is refused", () => {
  test("that asks for no signature", async () => {
    const { payload } = parts((await tokens.sign(ada)).token);
    for (const alg of ["none", "None", "NONE", ""]) {
      await expect(tokens.verify(`${encode({ alg, typ: "at+jwt" })}.${encode(payload)}.`)).rejects.toMatchObject(
        refused,
      );
    }
  });

  test("that was signed by another server", async () => {
    const { token } = await createAccessTokens(randomBytes(32), clock).sign(ada);
    await expect(tokens.verify(token)).rejects.toMatchObject(refused);
  });

  test("whose claims were changed after signing", async () => {
    const { header, payload, signature } = parts((await tokens.sign(ada)).token);
    const forged = `${encode(header)}.${encode({ ...payload, sub: "0199a1f2-0000-7d41-8a5b-3f6f1b2c4d5f" })}.${signature}`;
    await expect(tokens.verify(forged)).rejects.toMatchObject(refused);
  });

  test("of another kind, for other ears, from another issuer or without an end, though the key is right", async () => {
    const key = new Uint8Array(hkdfSync("sha256", secret, "", "parley access token", 32));
    const seconds = Math.floor(now / 1000);
    const claims = {
      sid: ada.sessionId,
      username: "ada",
      name: "Ada",
      sub: ada.user.id,
      iss: "parley",
      aud: "parley:api",
      exp: seconds + 60,
    };
    const sign = (changed: object, header: object = {}) =>
      new SignJWT({ ...claims, ...changed }).setProtectedHeader({ alg: "HS256", typ: "at+jwt", ...header }).sign(key);
    expect((await tokens.verify(await sign({}))).user.username).toBe("ada");
    for (const token of [
      await sign({ aud: "parley:mail" }),
      await sign({ iss: "somebody" }),
      await sign({ exp: undefined }),
      await sign({ sid: undefined }),
      await sign({ sid: 7 }),
      await sign({ name: { toString: "Ada" } }),
      await sign({ nbf: seconds + 30 }),
      await sign({}, { typ: "JWT" }),
      await sign({}, { alg: "HS512" }),
    ]) {
      await expect(tokens.verify(token)).rejects.toMatchObject(refused);
    }
  });

  test("that was cut off anywhere", async () => {
    const { token } = await tokens.sign(ada);
    for (let length = 0; length < token.length; length += 7) {
      await expect(tokens.verify(token.slice(0, length))).rejects.toMatchObject(refused);
    }
  });

  test("with any one character changed, or that is any other text", async () => {
    const { token } = await tokens.sign(ada);
    const changed = fc
      .tuple(fc.nat(token.length - 1), fc.constantFrom(..."AZaz09-_.+/= \u0000é"))
      .map(([at, sign]) => token.slice(0, at) + sign + token.slice(at + 1))
      // The last character holds two bits that mean nothing.
      .filter((other) => other.slice(0, -1) !== token.slice(0, -1));
    await fc.assert(
      fc.asyncProperty(fc.oneof(changed, fc.string({ maxLength: 3_000 }), fc.constant(`${token}.x`)), async (text) => {
        await expect(tokens.verify(text)).rejects.toMatchObject(refused);
      }),
      { numRuns: 1_000 },
    );
  });
});
