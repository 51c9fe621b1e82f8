import { expect, test } from "vitest";
import { judgeRenewal } from "./renewal-policy.ts";

const renewedAt = new Date("2026-11-20T09:30:00Z");
const session = { generation: 5, renewedAt, expiresAt: new Date("2026-12-20T09:30:00Z"), ended: false };
const after = (seconds: number) => renewedAt.getTime() + seconds * 1000;

test("the newest token is replaced, whenever it comes before its end", () => {
  expect(judgeRenewal(5, session, after(0))).toBe("rotate");
  expect(judgeRenewal(5, session, session.expiresAt.getTime() - 1)).toBe("rotate");
});

test("the one before it gets the same successor for ten seconds, whichever of two clocks is ahead", () => {
  expect(judgeRenewal(4, session, after(10))).toBe("repeat");
  expect(judgeRenewal(4, session, after(-3))).toBe("repeat");
  expect(judgeRenewal(4, session, after(10.001))).toBe("reuse");
  expect(judgeRenewal(4, session, after(-11))).toBe("reuse");
});

test("an older one is reuse, however soon it comes", () => {
  expect(judgeRenewal(3, session, after(0))).toBe("reuse");
  expect(judgeRenewal(0, session, after(0))).toBe("reuse");
});

test("nothing renews a session that ended or expired", () => {
  expect(judgeRenewal(5, { ...session, ended: true }, after(1))).toBe("over");
  expect(judgeRenewal(5, session, session.expiresAt.getTime())).toBe("over");
  expect(judgeRenewal(4, { ...session, ended: true }, after(1))).toBe("over");
});

test("a token from the time that a restored backup does not know goes on", () => {
  expect(judgeRenewal(9, session, after(100))).toBe("rotate");
});
