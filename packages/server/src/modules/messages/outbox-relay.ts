import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "../../kernel/logger.ts";
import { topics } from "../../kernel/topics.ts";
import type { Bus } from "../../ports/bus.ts";
import type { Store } from "../../ports/store.ts";
import { deleteOutboxRows, takeOverdueRows } from "./outbox-store.ts";
import { countMessagesUpTo, readRange } from "./timeline-store.ts";

/** How often finished rows are deleted, and how often rows of servers that died are looked for. */
const clearEveryMs = 250;
const overdueEveryMs = 1_000;
/** A server publishes right after the commit; a row this old belongs to one that no longer can. */
const overdueSeconds = 2;
const rowsAtOnce = 100;
/** Finished rows remembered while the database is away; the rest become overdue, and are published twice at worst. */
const finishedMax = 10_000;

export interface OutboxRelay {
  /** The row's batch has been published. */
  finished(outboxId: number): void;
  start(): void;
  stop(): Promise<void>;
}

async function publishOverdue({ store, bus }: { store: Store; bus: Bus }): Promise<void> {
  await store.transaction(async (tx) => {
    const rows = await takeOverdueRows(tx, overdueSeconds, rowsAtOnce);
    for (const { room, from, to } of rows.flatMap((row) => row.payload)) {
      const events = await readRange(tx, room, from - 1, to);
      const messageCount = await countMessagesUpTo(tx, room, to);
      if (events.length > 0) bus.publish(topics.room(room), { room, events, messageCount });
    }
    if (rows.length > 0)
      await deleteOutboxRows(
        tx,
        rows.map((row) => row.id),
      );
  });
}

/**
 * Sees to it that every committed batch is published although its server may die between commit and publication. What is
 * published twice is dropped by its seq.
 */
export function createOutboxRelay(parts: { store: Store; bus: Bus; logger: Logger }): OutboxRelay {
  const { store, logger } = parts;
  const done: number[] = [];
  const stopping = new AbortController();
  let running: Promise<void> | null = null;

  async function clear(): Promise<void> {
    const ids = done.splice(0);
    if (ids.length === 0) return;
    await deleteOutboxRows(store, ids);
  }

  async function loop(): Promise<void> {
    // Not by the wall clock: set back by an hour, it would leave everything overdue for an hour.
    let nextOverdue = 0;
    while (!stopping.signal.aborted) {
      try {
        await clear();
        if (performance.now() >= nextOverdue) {
          nextOverdue = performance.now() + overdueEveryMs;
          await publishOverdue(parts);
        }
      } catch (error) {
        logger.warn({ err: error }, "the outbox cannot be read; trying again");
        await sleep(overdueEveryMs, undefined, { signal: stopping.signal }).catch(() => {});
      }
      await sleep(clearEveryMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
    await clear().catch(() => {});
  }

  return {
    finished(outboxId) {
      if (done.length < finishedMax) done.push(outboxId);
    },
    start() {
      running ??= loop();
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
