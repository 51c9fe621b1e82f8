import { expect, test } from "vitest";
import { createTurnstile } from "./turnstile.ts";

function pieceOfWork() {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  return { run: () => promise, resolve, reject };
}

test("so many are let in, so many wait, the next is sent away with a time to come back", async () => {
  const turnstile = createTurnstile({ atOnce: 1, waitingMax: 1, retryAfter: 3 });
  const first = pieceOfWork();
  const second = pieceOfWork();
  const inside = turnstile.run(first.run);
  const waiting = turnstile.run(second.run);
  await expect(turnstile.run(async () => "third")).rejects.toMatchObject({ code: "unavailable", retryAfter: 3 });
  first.resolve("first");
  second.resolve("second");
  expect(await inside).toBe("first");
  expect(await waiting).toBe("second");
  expect(await turnstile.run(async () => "later")).toBe("later");
});

test("never more than allowed are inside at once, also when some fail", async () => {
  const turnstile = createTurnstile({ atOnce: 2, waitingMax: 100, retryAfter: 1 });
  let inside = 0;
  let most = 0;
  const runs = Array.from({ length: 40 }, (_, i) =>
    turnstile.run(async () => {
      most = Math.max(most, ++inside);
      await new Promise((done) => setImmediate(done));
      inside--;
      if (i % 3 === 0) throw new Error("failed");
    }),
  );
  const settled = await Promise.allSettled(runs);
  expect(settled.filter(({ status }) => status === "rejected")).toHaveLength(14);
  expect(most).toBe(2);
});
