import { expect, test } from "vitest";
import { createMemoryBus } from "../../adapters/bus-memory/bus-memory.ts";
import { topics } from "../../kernel/topics.ts";
import { createSessionLiveness } from "./session-liveness.ts";

function start(maxSessions = 100) {
  let now = 1_000_000;
  const clock = { now: () => now };
  const bus = createMemoryBus((error) => {
    throw error;
  });
  const ended = new Set<string>();
  const asked: string[] = [];
  let answer = async (id: string) => !ended.has(id);
  const liveness = createSessionLiveness({
    ask(id) {
      asked.push(id);
      return answer(id);
    },
    bus,
    clock,
    maxSessions,
  });
  return {
    liveness,
    bus,
    ended,
    asked,
    pass: (seconds: number) => void (now += seconds * 1000),
    answerWith: (next: typeof answer) => void (answer = next),
  };
}

test("a live session is asked about once and then remembered for half a minute", async () => {
  const { liveness, asked, pass } = start();
  await Promise.all(Array.from({ length: 50 }, () => liveness.isLive("s")));
  pass(29);
  expect(await liveness.isLive("s")).toBe(true);
  expect(asked).toEqual(["s"]);
  pass(1);
  expect(await liveness.isLive("s")).toBe(true);
  expect(asked).toEqual(["s", "s"]);
});

test("a session that ends is over at once, and stays so without asking", async () => {
  const { liveness, bus, asked, pass } = start();
  expect(await liveness.isLive("s")).toBe(true);
  bus.publish(topics.sessionsEnded, { sessionIds: ["s"] });
  expect(await liveness.isLive("s")).toBe(false);
  pass(3_600);
  expect(await liveness.isLive("s")).toBe(false);
  expect(asked).toEqual(["s"]);
});

test("when the news of the end is lost, the session is over within half a minute", async () => {
  const { liveness, ended, pass } = start();
  expect(await liveness.isLive("s")).toBe(true);
  ended.add("s");
  expect(await liveness.isLive("s")).toBe(true);
  pass(30);
  expect(await liveness.isLive("s")).toBe(false);
});

test("a session that ends while the database is answering is over for all who wait", async () => {
  const { liveness, bus, answerWith } = start();
  const { promise, resolve } = Promise.withResolvers<boolean>();
  answerWith(() => promise);
  const waiting = [liveness.isLive("s"), liveness.isLive("s")];
  bus.publish(topics.sessionsEnded, { sessionIds: ["s"] });
  resolve(true);
  expect(await Promise.all(waiting)).toEqual([false, false]);
});

test("a database that does not answer is asked again the next time", async () => {
  const { liveness, answerWith } = start();
  answerWith(() => Promise.reject(new Error("away")));
  await expect(liveness.isLive("s")).rejects.toThrow("away");
  answerWith(async () => true);
  expect(await liveness.isLive("s")).toBe(true);
});

test("only so many sessions are remembered, and forgetting one revives nobody", async () => {
  const { liveness, bus, ended, asked } = start(3);
  await liveness.isLive("s");
  ended.add("s");
  bus.publish(topics.sessionsEnded, { sessionIds: ["s"] });
  for (const id of ["a", "b", "c"]) await liveness.isLive(id);
  asked.length = 0;
  expect(await liveness.isLive("s")).toBe(false);
  expect(asked).toEqual(["s"]);
  expect(await liveness.isLive("c")).toBe(true);
  expect(asked).toEqual(["s"]);
});
