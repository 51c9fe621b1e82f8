import type { ErrorCode } from "@parley/protocol";

/** A message that was written and is not acknowledged yet. */
export interface OutboxEntry {
  /** UUID; the server stores one message for it, however often it is sent. */
  readonly clientId: string;
  /** Whose message it is: never sent by another account. */
  readonly userId: string;
  readonly roomId: string;
  readonly body: string;
  /** Milliseconds since 1970 when it was written. */
  readonly at: number;
  /** Order of writing, rising. */
  readonly position: number;
  /** The page or process that sends it. Another takes it over only when that one is gone. */
  readonly owner: string;
  /** The code with which it was refused for good; absent while it waits. */
  readonly failed?: ErrorCode;
}

/** Where unsent messages wait. All calls may come at any time; each must have happened when its promise resolves. */
export interface OutboxStorage {
  /** The entries of one account, in order of `position`. */
  load(userId: string): Promise<readonly OutboxEntry[]>;
  /** Adds an entry, or replaces the one with its `clientId`. */
  put(entry: OutboxEntry): Promise<void>;
  remove(clientId: string): Promise<void>;
}

/** An outbox that ends with the process. */
export function memoryOutbox(): OutboxStorage {
  const entries = new Map<string, OutboxEntry>();
  return {
    load: (userId) =>
      Promise.resolve([...entries.values()].filter((e) => e.userId === userId).sort((a, b) => a.position - b.position)),
    put(entry) {
      entries.set(entry.clientId, entry);
      return Promise.resolve();
    },
    remove(clientId) {
      entries.delete(clientId);
      return Promise.resolve();
    },
  };
}
