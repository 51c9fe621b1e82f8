import type { TimelineEvent } from "@parley/protocol";
import type { Logger } from "../../kernel/logger.ts";
import type { AnyBoundOperation } from "../../kernel/operation.ts";
import type { Bus } from "../../ports/bus.ts";
import type { Store } from "../../ports/store.ts";
import type { Rooms } from "../rooms/index.ts";
import { createGroupCommit } from "./group-commit.ts";
import { insertMessages } from "./message-store.ts";
import { messageOperations } from "./operations.ts";
import { createOutboxRelay, type OutboxRelay } from "./outbox-relay.ts";
import { announceMessages } from "./send-message.ts";
import { readHeads, readRange, readRanges, type Range } from "./timeline-store.ts";

/** Reading of rooms' timelines, for what keeps clients up to date. Rights are the caller's business. */
export interface Timelines {
  /** Newest seqs of those rooms among the given that the person is in. */
  heads(userId: string, rooms: readonly string[]): Promise<Map<string, number>>;
  /** Events with `low < seq <= high` of each room, in order. */
  ranges(ranges: readonly Range[]): Promise<Map<string, TimelineEvent[]>>;
  range(roomId: string, low: number, high: number): Promise<TimelineEvent[]>;
}

export interface Messages {
  readonly operations: readonly AnyBoundOperation[];
  readonly timelines: Timelines;
  readonly relay: OutboxRelay;
  /** Resolves when every message taken on is stored or refused. */
  settled(): Promise<void>;
}

export function createMessages(parts: {
  store: Store;
  bus: Bus;
  rooms: Pick<Rooms, "requireMember">;
  logger: Logger;
}): Messages {
  const { store, bus, rooms } = parts;
  const relay = createOutboxRelay(parts);
  const groupCommit = createGroupCommit({
    store: (batch) => insertMessages(store, batch),
    committed(batch, result) {
      announceMessages(bus, batch, result);
      if (result.outboxId !== null) relay.finished(result.outboxId);
    },
  });
  return {
    operations: messageOperations({ store, rooms, groupCommit }),
    relay,
    settled: () => groupCommit.idle(),
    timelines: {
      heads: (userId, roomIds) => readHeads(store, userId, roomIds),
      ranges: (ranges) => readRanges(store, ranges),
      range: (roomId, low, high) => readRange(store, roomId, low, high),
    },
  };
}
