import { randomUuid } from "../uuid.ts";

/**
 * Which of several pages sends what is left in the outbox they share. A page holds a Web Lock of its own for as long as
 * it lives; who gets that lock knows that the page is gone, and may take its messages over. Where there are no Web Locks
 * (outside of browsers, without TLS) messages are taken over at once: the server knows them again by their ids.
 */
export interface OutboxOwner {
  readonly id: string;
  /** Calls `take` when `owner` is gone, and nobody else does at the same time. */
  claim(owner: string, take: () => Promise<void>): void;
  release(): void;
}

/** @param locks where several pages share the outbox and there are Web Locks */
export function createOutboxOwner(locks: LockManager | undefined): OutboxOwner {
  const id = randomUuid();
  const claimed = new Set<string>();
  let release = () => {};
  const lockOf = (owner: string) => `parley-outbox ${owner}`;
  // A page that is torn down while it waits for a lock is refused it; nobody is left to be told.
  const ignore = () => {};
  void locks?.request(lockOf(id), () => new Promise<void>((resolve) => (release = resolve))).catch(ignore);

  return {
    id,
    claim(owner, take) {
      if (owner === id || claimed.has(owner)) return;
      claimed.add(owner);
      const taken = locks === undefined ? take() : locks.request(lockOf(owner), take);
      void Promise.resolve(taken)
        .catch(ignore)
        .finally(() => claimed.delete(owner));
    },
    release: () => release(),
  };
}
