import { randomUUID } from "node:crypto";
import type { World } from "../hostile-world.ts";
import { invalid, messagesOf, say, type Attack } from "./attack.ts";

const field = (name: string, body: (world: World) => object | string, answer = invalid): Attack => [
  `a message with ${name}`,
  (world) => ({ method: "POST", path: messagesOf(world), body: body(world) }),
  answer,
];
const messageFields: readonly Attack[] = [
  field("no text", () => say("")),
  field("blanks only", () => say(" \n\t\u00a0\u2003")),
  field("NUL in it", () => say("a\u0000b")),
  field("8,001 characters", () => say("x".repeat(8_001))),
  field("8,001 characters outside the basic plane", () => say("\u{1f600}".repeat(8_001))),
  field("a number for a text", () => say(7)),
  field("a list for a text", () => say(["x"])),
  field("an operator for a text", () => say({ $gt: "" })),
  field("an unknown kind", () => say("x", { kind: "system" })),
  field("a clientId that is no UUID", () => ({ clientId: "1", body: "x" })),
  field("a clientId in capitals", () => ({ clientId: randomUUID().toUpperCase(), body: "x" })),
  field("a clientId and a newline", () => ({ clientId: `${randomUUID()}\n`, body: "x" })),
  field("no clientId", () => ({ body: "x" })),
  field("a sender", ({ ada }) => say("x", { sender: ada.user })),
  field("a senderId", ({ ada }) => say("x", { senderId: ada.user.id })),
  field("a seq", () => say("x", { seq: 1 })),
  field("a time", () => say("x", { at: "2020-01-01T00:00:00.000Z" })),
  field("another room than its path", ({ room }) => say("x", { roomId: room })),
  field("__proto__", () => `{"clientId":"${randomUUID()}","body":"x","__proto__":{"isAdmin":true}}`),
  field("constructor.prototype", () => say("x", { constructor: { prototype: { isAdmin: true } } })),
  field("toString", () => say("x", { toString: "x" })),
  field("a text twice, the last of which counts", () => `{"clientId":"${randomUUID()}","body":1,"body":"x"}`, "201"),
  field("SQL in it, which is said as it stands", () => say("'); drop table members; --"), "201"),
  field("a script in it, which is said as it stands", () => say("<script>alert(1)</script>"), "201"),
  field("half a surrogate pair", () => `{"clientId":"${randomUUID()}","body":"\\ud800"}`, "201"),
];

const keyed = (name: string, key: string, answer: string): Attack => [
  `an Idempotency-Key that is ${name}`,
  (world) => ({ method: "POST", path: messagesOf(world), headers: { "idempotency-key": key }, body: { body: "x" } }),
  answer,
];
const idempotencyKeys: readonly Attack[] = [
  keyed("no UUID", "mine", invalid),
  keyed("very long", "x".repeat(5_000), invalid),
  keyed("two", `${randomUUID()}, ${randomUUID()}`, invalid),
  keyed("SQL", "' or 1=1 --", invalid),
  [
    "an Idempotency-Key other than the clientId",
    (world) => ({
      method: "POST",
      path: messagesOf(world),
      headers: { "idempotency-key": randomUUID() },
      body: say("x"),
    }),
    invalid,
  ],
];

export const messageAttacks: readonly Attack[] = [...messageFields, ...idempotencyKeys];
