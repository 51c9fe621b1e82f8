import { describe, expect, it } from "vitest";
import { storedDrafts } from "./drafts.ts";

function memory() {
  const items = new Map<string, string>();
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  };
}

describe("drafts", () => {
  it("wait in their room, through a reload", () => {
    const storage = memory();
    storedDrafts(storage, "ada").write("r1", "half a thought");
    const afterReload = storedDrafts(storage, "ada");
    expect(afterReload.read("r1")).toBe("half a thought");
    expect(afterReload.read("r2")).toBe("");
  });

  it("are gone once sent", () => {
    const drafts = storedDrafts(memory(), "ada");
    drafts.write("r1", "hello");
    drafts.write("r1", "");
    expect(drafts.read("r1")).toBe("");
  });

  it("are never shown to another account on the same device", () => {
    const storage = memory();
    storedDrafts(storage, "ada").write("r1", "secret");
    expect(storedDrafts(storage, "ada").read("r1")).toBe("secret");
    expect(storedDrafts(storage, "eve").read("r1")).toBe("");
  });

  it("are bounded: the oldest makes room", () => {
    const drafts = storedDrafts(memory(), "ada");
    for (let i = 0; i <= 50; i++) drafts.write(`r${i}`, "text");
    expect(drafts.read("r0")).toBe("");
    expect(drafts.read("r1")).toBe("text");
    expect(drafts.read("r50")).toBe("text");
  });

  it.each(["not json", "{}", "[1, [2]]"])("survive a broken store (%s)", (broken) => {
    const storage = memory();
    storage.setItem("parley.drafts.ada", broken);
    const drafts = storedDrafts(storage, "ada");
    expect(drafts.read("r1")).toBe("");
    drafts.write("r1", "text");
    expect(storedDrafts(storage, "ada").read("r1")).toBe("text");
  });
});
