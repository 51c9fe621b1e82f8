import { AppError } from "../../kernel/app-error.ts";
import { UniqueViolation } from "../../kernel/unique-violation.ts";
import { messageKey, type NewMessage, type StoredMessage } from "./message.ts";
import type { StoredBatch } from "./message-store.ts";

/** Messages and characters of one batch: a batch that is large delays all in it for little gain. */
const batchMessages = 500;
const batchCharacters = 512 * 1024;
/** Messages that may wait. Above it the database is far too slow, and a clear refusal beats a long wait. */
const waitingMax = 20_000;
/** Tries of a batch that another server's batch got into the way of. */
const tries = 5;

interface Waiting {
  readonly message: NewMessage;
  readonly done: PromiseWithResolvers<StoredMessage | null>[];
}

export interface GroupCommit {
  /** Resolves when the message is durable: where it stands, or null when its room no longer exists. */
  add(message: NewMessage): Promise<StoredMessage | null>;
  /** Resolves when nothing is waiting any more. */
  idle(): Promise<void>;
}

export interface GroupCommitOptions {
  /** Stores a batch in one transaction. */
  store(batch: readonly NewMessage[]): Promise<StoredBatch>;
  /** Called after the commit and before anybody's `add` resolves, batch after batch. */
  committed(batch: readonly NewMessage[], stored: StoredBatch): void;
}

/** The first messages that are waiting, taken out. */
function takeBatch(waiting: Map<string, Waiting>): Waiting[] {
  const batch: Waiting[] = [];
  let characters = 0;
  for (const [key, entry] of waiting) {
    characters += entry.message.body.length;
    if (batch.length > 0 && (batch.length >= batchMessages || characters > batchCharacters)) break;
    batch.push(entry);
    waiting.delete(key);
  }
  return batch;
}

async function storeRepeatedly({ store }: GroupCommitOptions, batch: readonly NewMessage[]): Promise<StoredBatch> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await store(batch);
    } catch (error) {
      if (!(error instanceof UniqueViolation) || attempt === tries) throw error;
    }
  }
}

async function commit(options: GroupCommitOptions, batch: readonly Waiting[]): Promise<void> {
  const messages = batch.map((entry) => entry.message);
  try {
    const result = await storeRepeatedly(options, messages);
    options.committed(messages, result);
    batch.forEach((entry, i) => entry.done.forEach(({ resolve }) => resolve(result.stored[i] ?? null)));
  } catch (error) {
    if (batch.length > 1 && !(error instanceof AppError)) {
      // Something in the batch cannot be stored. It must not take the others down with it.
      await commit(options, batch.slice(0, batch.length >> 1));
      await commit(options, batch.slice(batch.length >> 1));
    } else {
      batch.forEach((entry) => entry.done.forEach(({ reject }) => reject(error)));
    }
  }
}

/**
 * Messages that arrive while a commit is in flight are written together by the next one. A lone message waits for nobody:
 * it goes out at the end of the turn of the event loop in which it came. One batch is in flight at a time, so the order in
 * which `add` was called is the order in each room.
 */
export function createGroupCommit(options: GroupCommitOptions): GroupCommit {
  const waiting = new Map<string, Waiting>();
  let running: Promise<void> | null = null;

  async function run(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.size > 0) await commit(options, takeBatch(waiting));
    running = null;
  }

  return {
    add(message) {
      const done = Promise.withResolvers<StoredMessage | null>();
      const key = messageKey(message);
      const same = waiting.get(key);
      if (same) same.done.push(done);
      else if (waiting.size >= waitingMax) done.reject(new AppError("unavailable", { retryAfter: 1 }));
      else waiting.set(key, { message, done: [done] });
      running ??= run();
      return done.promise;
    },
    async idle() {
      await running;
    },
  };
}
