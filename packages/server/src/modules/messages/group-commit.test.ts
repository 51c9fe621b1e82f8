import { expect, test } from "vitest";
import { AppError } from "../../kernel/app-error.ts";
import { UniqueViolation } from "../../kernel/unique-violation.ts";
import { createGroupCommit } from "./group-commit.ts";
import type { NewMessage } from "./message.ts";
import type { StoredBatch } from "./message-store.ts";

const message = (clientId: string, body = clientId): NewMessage => ({
  roomId: "room",
  sender: { id: "ada", username: "ada", displayName: "Ada" },
  clientId,
  kind: "text",
  body,
});

/** Stores in memory what it is given, unless told to fail. */
function recordingStore(fail: (bodies: string[], attempt: number) => Error | null = () => null) {
  const batches: string[][] = [];
  let seq = 0;
  let attempt = 0;
  return {
    batches,
    async store(batch: readonly NewMessage[]): Promise<StoredBatch> {
      await new Promise((resolve) => setTimeout(resolve, 2));
      const bodies = batch.map(({ body }) => body);
      const error = fail(bodies, ++attempt);
      if (error) throw error;
      batches.push(bodies);
      const stored = batch.map(() => ({ seq: ++seq, at: new Date(), ordinal: seq, isNew: true }));
      return { stored, outboxId: 1 };
    },
    committed() {},
  };
}

test("messages that arrive during a commit are written together by the next one, in their order", async () => {
  const store = recordingStore();
  const commits = createGroupCommit(store);
  const first = commits.add(message("a"));
  await new Promise((resolve) => setImmediate(resolve));
  const rest = ["b", "c", "d"].map((id) => commits.add(message(id)));
  await Promise.all([first, ...rest]);
  expect(store.batches).toEqual([["a"], ["b", "c", "d"]]);
});

test("the same message twice in one batch is stored once and answered twice", async () => {
  const store = recordingStore();
  const commits = createGroupCommit(store);
  const answers = await Promise.all([commits.add(message("a")), commits.add(message("a"))]);
  expect(store.batches).toEqual([["a"]]);
  expect(answers[0]).toBe(answers[1]);
});

test("a batch that another server got into the way of is written again", async () => {
  const store = recordingStore((_, attempt) =>
    attempt <= 2 ? new UniqueViolation("messages_client_id_key", null) : null,
  );
  await expect(createGroupCommit(store).add(message("a"))).resolves.toMatchObject({ seq: 1 });
});

test("one message that cannot be stored fails alone, the others are stored in order", async () => {
  const store = recordingStore((bodies) => (bodies.includes("poison") ? new Error("cannot be stored") : null));
  const commits = createGroupCommit(store);
  const results = await Promise.allSettled(["a", "poison", "b", "c"].map((id) => commits.add(message(id))));
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled", "fulfilled"]);
  expect(store.batches.flat()).toEqual(["a", "b", "c"]);
});

test("while the database is away every sender hears so, and the next message gets through when it is back", async () => {
  const store = recordingStore((_, attempt) => (attempt === 1 ? new AppError("unavailable") : null));
  const commits = createGroupCommit(store);
  const down = await Promise.allSettled([commits.add(message("a")), commits.add(message("b"))]);
  expect(down.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  await expect(commits.add(message("a"))).resolves.toMatchObject({ seq: 1 });
});
