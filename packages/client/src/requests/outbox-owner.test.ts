import { expect, test } from "vitest";
import { createOutboxOwner, type OutboxOwner } from "./outbox-owner.ts";

// Node has the browser's Web Locks.
const { locks } = navigator;
const moment = () => new Promise((resolve) => setTimeout(resolve, 20));

/** Notes when the messages of `owner` are taken over. */
function claims(by: OutboxOwner, owner: OutboxOwner, log: string[], name: string): void {
  by.claim(owner.id, async () => {
    log.push(`${name} takes over`);
    await moment();
    log.push(`${name} has taken over`);
  });
}

test("a page that lives keeps its messages; when it is gone one page after another may take them over", async () => {
  const [gone, one, two] = [createOutboxOwner(locks), createOutboxOwner(locks), createOutboxOwner(locks)];
  const log: string[] = [];
  await moment();
  claims(one, gone, log, "one");
  claims(two, gone, log, "two");
  await moment();
  expect(log).toEqual([]);
  gone.release();
  await moment();
  await moment();
  await moment();
  expect(log).toEqual(["one takes over", "one has taken over", "two takes over", "two has taken over"]);
});

test("a page asks only once at a time, and never for its own", async () => {
  const [gone, one] = [createOutboxOwner(locks), createOutboxOwner(locks)];
  const log: string[] = [];
  await moment();
  claims(one, one, log, "one");
  claims(one, gone, log, "one");
  claims(one, gone, log, "one");
  gone.release();
  await moment();
  await moment();
  expect(log).toEqual(["one takes over", "one has taken over"]);
});

test("where there are no locks, messages are taken over at once", async () => {
  const [gone, one] = [createOutboxOwner(undefined), createOutboxOwner(undefined)];
  const log: string[] = [];
  claims(one, gone, log, "one");
  expect(log).toEqual(["one takes over"]);
});

test("a take-over that fails may be tried again", async () => {
  const one = createOutboxOwner(undefined);
  let tries = 0;
  const take = async () => {
    tries += 1;
    await Promise.reject(new Error("storage"));
  };
  one.claim("gone", take);
  await moment();
  one.claim("gone", take);
  expect(tries).toBe(2);
});
