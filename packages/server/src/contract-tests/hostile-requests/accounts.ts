import { randomUUID } from "node:crypto";
import type { World } from "../hostile-world.ts";
import { invalid, type Attack } from "./attack.ts";

const nobody = "401 unauthenticated";

const signUp = (name: string, body: object, answer = invalid): Attack => [
  `signing up with ${name}`,
  () => ({
    method: "POST",
    path: "/api/v1/auth/sign-up",
    headers: { authorization: "" },
    body: {
      username: `u${randomUUID().slice(0, 8)}`,
      email: `${randomUUID()}@example.org`,
      password: "hunter2-secret",
      ...body,
    },
  }),
  answer,
];
const signIn = (name: string, body: object, answer = invalid): Attack => [
  `signing in with ${name}`,
  () => ({ method: "POST", path: "/api/v1/auth/sign-in", headers: { authorization: "" }, body }),
  answer,
];
const accounts: readonly Attack[] = [
  signUp("two letters", { username: "ab" }),
  signUp("33 letters", { username: "a".repeat(33) }),
  signUp("a digit in front", { username: "1ada" }),
  signUp("a letter that looks like another", { username: "\u0430da" }),
  signUp("a blank in the username", { username: "a da" }),
  signUp("a newline after the username", { username: "adalove\n" }),
  signUp("an operator for a username", { username: { $ne: null } }),
  signUp("a reserved username", { username: "admin" }, "400 username_reserved"),
  signUp("seven characters of password", { password: "1234567" }),
  signUp("129 characters of password", { password: "x".repeat(129) }),
  signUp("a common password", { password: "password" }, "400 password_too_common"),
  signUp("no @ in the address", { email: "ada" }),
  signUp("two lines of address", { email: "ada@example.org\nbcc: all@example.org" }),
  signUp("a very long address", { email: `${"a".repeat(251)}@b.c` }),
  signUp("a role", { role: "admin" }),
  signUp("an id", { id: randomUUID() }),
  signUp("a display name that turns the text around", { displayName: "\u202eada" }),
  signUp("a blank display name", { displayName: "   " }),
  signUp("NUL in the display name", { displayName: "a\u0000" }),
  signUp("an unknown way of keeping", { keep: "forever" }),
  signIn("an operator for a password", { login: "ada", password: { $ne: "" } }),
  signIn("an operator for a login", { login: { $gt: "" }, password: "x" }),
  signIn("a list of passwords", { login: "ada", password: ["a", "b"] }),
  signIn("SQL for a login", { login: "' or 1=1 --", password: "x" }, "401 wrong_credentials"),
  signIn("NUL in the login", { login: "a\u0000", password: "hunter2-secret" }, "401 wrong_credentials"),
  signIn("a pattern for a login", { login: "%", password: "hunter2-secret" }, "401 wrong_credentials"),
  signIn("129 characters of password", { login: "ada", password: "x".repeat(129) }),
  signIn("no password", { login: "ada" }),
  signIn("an empty password", { login: "ada", password: "" }),
  signIn("cookies from nowhere", { login: "ada", password: "hunter2-secret", keep: "cookie" }, "403 forbidden_origin"),
];

const renewed = (name: string, body: (world: World) => object, answer: string): Attack => [
  `renewing with ${name}`,
  (world) => ({ method: "POST", path: "/api/v1/auth/renew", headers: { authorization: "" }, body: body(world) }),
  answer,
];
const renewals: readonly Attack[] = [
  renewed("nothing", () => ({}), nobody),
  renewed("a forged token", () => ({ refreshToken: "forged" }), "401 session_ended"),
  renewed(
    "an access token",
    ({ mallory }) => ({ refreshToken: mallory.accessToken.slice(0, 500) }),
    "401 session_ended",
  ),
  renewed("NUL", () => ({ refreshToken: "\u0000" }), "401 session_ended"),
  renewed("501 characters", () => ({ refreshToken: "x".repeat(501) }), invalid),
  renewed("an operator", () => ({ refreshToken: { $ne: null } }), invalid),
];

export const accountAttacks: readonly Attack[] = [...accounts, ...renewals];
