import { expect, test } from "vitest";
import { createPasswords } from "./passwords.ts";

const passwords = createPasswords();

test("a password is kept as argon2id with 19 MiB, two passes and a salt of its own", async () => {
  const [one, other] = await Promise.all([passwords.hash("Trompete"), passwords.hash("Trompete")]);
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(one).not.toBe(other);
  expect(await passwords.verify(one, "Trompete")).toBe(true);
  expect(await passwords.verify(one, "trompete")).toBe(false);
  expect(passwords.isOutdated(one)).toBe(false);
  expect(passwords.isOutdated(one.replace("m=19456", "m=4096"))).toBe(true);
});

test("a password typed on a keyboard that sends letters and accents apart is the same password", async () => {
  const composed = await passwords.hash("caf\u00e9-au-lait");
  expect(await passwords.verify(composed, "cafe\u0301-au-lait")).toBe(true);
});

test("nobody's password is never right", async () => {
  expect(await passwords.verify(null, "Trompete")).toBe(false);
  expect(await passwords.verify(null, "")).toBe(false);
});
