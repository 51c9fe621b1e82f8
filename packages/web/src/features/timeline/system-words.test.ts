import { describe, expect, it } from "vitest";
import { systemSummary, systemWords } from "./system-words.ts";
import type { SystemEvent } from "./timeline-row.ts";

const ada = { id: "a", username: "ada", displayName: "Ada" };
const grace = { id: "g", username: "grace", displayName: "Grace" };
const base = { room: "r", seq: 2, at: "2026-11-20T12:00:00.000Z" };
const words = (event: SystemEvent) => systemWords(event, ada);

const joined = (user: typeof ada, by: typeof ada | null = null): SystemEvent => ({
  ...base,
  type: "member.joined",
  user,
  role: "member",
  by,
});
const left = (user: typeof ada, by: typeof ada | null = null): SystemEvent => ({
  ...base,
  type: "member.left",
  user,
  by,
});

describe("what happened in a room, in words", () => {
  it("speaks to me as you", () => {
    expect(words({ ...base, type: "room.created", by: ada })).toBe("You created this room");
    expect(words(joined(ada, grace))).toBe("Grace added you");
    expect(words({ ...base, type: "member.role_changed", user: ada, role: "owner" })).toBe("You are now an owner");
  });

  it("tells coming by oneself from being brought, and going from being put out", () => {
    expect(words(joined(grace))).toBe("Grace joined");
    expect(words(joined(grace, ada))).toBe("You added Grace");
    expect(words(left(grace))).toBe("Grace left");
    expect(words(left(grace, ada))).toBe("You removed Grace");
  });

  it("sums up a crowd, and names nobody twice", () => {
    const crowd = ["B", "C", "D"].map((name) => joined({ id: name, username: name, displayName: name }));
    expect(systemSummary([joined(grace), ...crowd, left(grace), joined(grace)], ada)).toBe(
      "Grace, B, and 2 others joined · Grace left",
    );
  });
});
