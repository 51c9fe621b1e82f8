import { expect, test } from "vitest";
import { afterLeaving, ensureMayRemove, ensureMember, ensureOwner, ensureVisible, standingOf } from "./room-policy.ts";

const codeOf = (attempt: () => unknown): string => {
  try {
    attempt();
    return "allowed";
  } catch (error) {
    return (error as { code: string }).code;
  }
};

test("a private room of others and one that is not there look the same", () => {
  expect(standingOf({ visibility: "private" }, null)).toBe("nothing");
  expect(standingOf(null, null)).toBe("nothing");
  expect(standingOf(null, { role: "owner" })).toBe("nothing");
});

test("a stranger stands outside a public room, and a member stands in any", () => {
  expect(standingOf({ visibility: "public" }, null)).toBe("outside");
  expect(standingOf({ visibility: "private" }, { role: "member" })).toBe("member");
  expect(standingOf({ visibility: "public" }, { role: "owner" })).toBe("owner");
});

test("who may see, take part and decide", () => {
  const table = (["owner", "member", "outside", "nothing"] as const).map((standing) => [
    standing,
    codeOf(() => ensureVisible(standing)),
    codeOf(() => ensureMember(standing)),
    codeOf(() => ensureOwner(standing)),
    codeOf(() => ensureMayRemove(standing, "ada", "bob")),
  ]);
  expect(table).toEqual([
    ["owner", "allowed", "allowed", "allowed", "allowed"],
    ["member", "allowed", "allowed", "forbidden", "forbidden"],
    ["outside", "allowed", "not_a_member", "not_a_member", "not_a_member"],
    ["nothing", "not_found", "not_found", "not_found", "not_found"],
  ]);
});

test("an owner leaves instead of putting themselves out", () => {
  expect(codeOf(() => ensureMayRemove("owner", "ada", "ada"))).toBe("forbidden");
});

test("a room is handed over when its last owner goes, and ends with its last member", () => {
  expect(afterLeaving({ role: "member", othersLeft: 3, otherOwners: true })).toBe("stays");
  expect(afterLeaving({ role: "owner", othersLeft: 3, otherOwners: true })).toBe("stays");
  expect(afterLeaving({ role: "owner", othersLeft: 3, otherOwners: false })).toBe("handed_over");
  expect(afterLeaving({ role: "owner", othersLeft: 0, otherOwners: false })).toBe("deleted");
  expect(afterLeaving({ role: "member", othersLeft: 0, otherOwners: false })).toBe("deleted");
});
