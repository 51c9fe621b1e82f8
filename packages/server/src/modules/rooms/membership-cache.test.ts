import { expect, test } from "vitest";
import { createMembershipCache } from "./membership-cache.ts";
import type { Standing } from "./room.ts";

function cacheOver(standings: Record<string, Standing>, options: { maxEntries?: number; maxAgeMs?: number } = {}) {
  let now = 0;
  const loads: string[] = [];
  const waiting: (() => void)[] = [];
  let held = false;
  const cache = createMembershipCache({
    ...options,
    clock: { now: () => now },
    async load(roomId, userId) {
      const key = `${roomId} ${userId}`;
      loads.push(key);
      const standing = standings[key] ?? "nothing";
      if (held) await new Promise<void>((resolve) => waiting.push(resolve));
      if (standings[key] === undefined && key.startsWith("broken")) throw new Error("no database");
      return standing;
    },
  });
  return {
    cache,
    loads,
    pass: (ms: number) => void (now += ms),
    hold: () => void (held = true),
    /** Lets one answer through, in the order of asking; without a number all, and those that follow. */
    release(nth?: number) {
      if (nth !== undefined) return waiting[nth]!();
      held = false;
      for (const go of waiting.splice(0)) go();
    },
  };
}

test("who is a member, and who is not, is asked once", async () => {
  const { cache, loads } = cacheOver({ "room ada": "owner", "room bob": "outside" });
  for (let i = 0; i < 3; i++) {
    expect(await cache.standing("room", "ada")).toBe("owner");
    expect(await cache.standing("room", "bob")).toBe("outside");
    expect(await cache.standing("room", "cleo")).toBe("nothing");
  }
  expect(loads).toEqual(["room ada", "room bob", "room cleo"]);
});

test("many who ask the same at once wait for one answer", async () => {
  const { cache, loads, hold, release } = cacheOver({ "room ada": "member" });
  hold();
  const answers = Promise.all([1, 2, 3].map(() => cache.standing("room", "ada")));
  release();
  expect(await answers).toEqual(["member", "member", "member"]);
  expect(loads).toHaveLength(1);
});

test("a change is seen by the next question", async () => {
  const standings: Record<string, Standing> = { "room ada": "member", "room bob": "member" };
  const { cache, loads } = cacheOver(standings);
  await cache.standing("room", "ada");
  await cache.standing("room", "bob");
  standings["room ada"] = "outside";
  cache.forget({ room: "room", userIds: ["ada", "nobody"] });
  expect(await cache.standing("room", "ada")).toBe("outside");
  expect(await cache.standing("room", "bob")).toBe("member");
  expect(loads).toEqual(["room ada", "room bob", "room ada"]);
});

test("an answer from before a change is not kept, nor given to whoever asks after it", async () => {
  for (const userIds of [["ada"], null]) {
    const standings: Record<string, Standing> = { "room ada": "member" };
    const { cache, loads, hold, release } = cacheOver(standings);
    hold();
    const before = cache.standing("room", "ada");
    standings["room ada"] = "outside";
    cache.forget({ room: "room", userIds });
    const after = cache.standing("room", "ada");
    release(1);
    expect(await after).toBe("outside");
    // The old answer comes last.
    release(0);
    expect(await before).toBe("member");
    expect(await cache.standing("room", "ada")).toBe("outside");
    expect(loads).toHaveLength(2);
  }
});

test("a change of the whole room is forgotten for everybody in it, and only there", async () => {
  const { cache, loads } = cacheOver({ "room ada": "member", "room bob": "member", "other ada": "member" });
  const askAll = async () => {
    for (const [room, user] of [
      ["room", "ada"],
      ["room", "bob"],
      ["other", "ada"],
    ] as const) {
      await cache.standing(room, user);
    }
  };
  await askAll();
  cache.forget({ room: "room", userIds: null });
  loads.length = 0;
  await askAll();
  expect(loads).toEqual(["room ada", "room bob"]);
});

test("an entry expires, for a change that was never heard of", async () => {
  const { cache, loads, pass } = cacheOver({ "room ada": "member" }, { maxAgeMs: 60_000 });
  await cache.standing("room", "ada");
  pass(59_999);
  await cache.standing("room", "ada");
  expect(loads).toHaveLength(1);
  pass(1);
  await cache.standing("room", "ada");
  expect(loads).toHaveLength(2);
});

test("a clock that is set back does not make an entry live longer", async () => {
  const { cache, loads, pass } = cacheOver({ "room ada": "member" }, { maxAgeMs: 60_000 });
  await cache.standing("room", "ada");
  pass(-3_600_000);
  await cache.standing("room", "ada");
  expect(loads).toHaveLength(2);
});

test("when it is full the room that was quiet longest goes", async () => {
  const { cache, loads } = cacheOver({}, { maxEntries: 4 });
  for (const room of ["a", "b"]) for (const user of ["ada", "bob"]) await cache.standing(room, user);
  await cache.standing("a", "ada");
  await cache.standing("c", "ada");
  loads.length = 0;
  await cache.standing("a", "ada");
  await cache.standing("a", "bob");
  await cache.standing("c", "ada");
  expect(loads).toEqual([]);
  await cache.standing("b", "ada");
  expect(loads).toEqual(["b ada"]);
});

test("a crowd in one room cannot make it grow without end", async () => {
  const { cache, loads } = cacheOver({}, { maxEntries: 100 });
  for (let i = 0; i < 1_000; i++) await cache.standing("room", `user ${i}`);
  loads.length = 0;
  for (let i = 0; i < 1_000; i++) await cache.standing("room", `user ${i}`);
  expect(loads.length).toBeGreaterThanOrEqual(900);
});

test("a failed question is asked again", async () => {
  const { cache, loads } = cacheOver({});
  await expect(cache.standing("broken", "ada")).rejects.toThrow("no database");
  await expect(cache.standing("broken", "ada")).rejects.toThrow("no database");
  expect(loads).toHaveLength(2);
});
