import { expect, test } from "vitest";
import { ensureNotGuessable } from "./password-policy.ts";

const ada = { username: "Ada.Lovelace", email: "Countess@Example.org" };
const refused = expect.objectContaining({ code: "password_too_common" });

test.each([
  "password",
  "12345678",
  "qwertyuiop",
  "Password1",
  "P@ssw0rd",
  "passw0rd!",
  "Summer2026",
  "!welcome!",
  "ILOVEYOU",
  "letmein123",
  "aaaaaaaa",
  "abcabcabc",
  "hijklmno",
  "98765432",
])("%s is refused, as it is tried first", (password) => {
  expect(() => ensureNotGuessable(password, ada)).toThrow(refused);
});

test.each(["ada.lovelace", "ADA.LOVELACE", "countess@example.org", "Countess", "ada.lovelace1", "countess!!"])(
  "%s is refused to Ada, whose name it is",
  (password) => {
    expect(() => ensureNotGuessable(password, ada)).toThrow(refused);
    expect(() => ensureNotGuessable(password, { username: "ben", email: "ben@example.org" })).not.toThrow();
  },
);

test.each([
  "Trompete-vier-Regen",
  "kq7#mvWz",
  "correct horse battery staple",
  "пароль-и-ещё",
  "パスワードではない",
  "84620917",
])("%s is accepted", (password) => {
  expect(() => ensureNotGuessable(password, ada)).not.toThrow();
});
