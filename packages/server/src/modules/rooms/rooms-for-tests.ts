import type { OperationInput, OperationName, OperationOutput, TimelineEvent, User } from "@parley/protocol";
import { randomUUID } from "node:crypto";
import { createMemoryBus } from "../../adapters/bus-memory/bus-memory.ts";
import type { Clock } from "../../kernel/clock.ts";
import { silentLogger } from "../../kernel/logger.ts";
import { createOperationRunner } from "../../kernel/operation-runner.ts";
import type { RoomNews, Topic, UserNews } from "../../kernel/topics.ts";
import { uuidv7 } from "../../kernel/uuid.ts";
import type { Bus } from "../../ports/bus.ts";
import type { Store } from "../../ports/store.ts";
import { createTestDatabase } from "../../testing/database.ts";
import { createUsers } from "../users/index.ts";
import { createRooms, type Rooms } from "./index.ts";

export interface Heard {
  readonly topic: string;
  readonly message: unknown;
}

/** The rooms module on a database of its own, a bus that remembers what was said, and people to act. */
export interface RoomsForTests {
  readonly store: Store;
  readonly rooms: Rooms;
  readonly bus: Bus;
  /** Everything published since the last `heard.length = 0`. */
  readonly heard: Heard[];
  readonly clock: { now(): number; set(time: number): void };
  person(username: string): Promise<User>;
  /** Does an operation as somebody, as a transport would: input, output and errors are held to the contract. */
  as(user: User): <N extends OperationName>(name: N, input: OperationInput<N>) => Promise<OperationOutput<N>>;
  /** A message, stored the short way. */
  say(user: User, roomId: string, body?: string): Promise<number>;
  timeline(roomId: string): Promise<{ seq: number; type: string }[]>;
  close(): Promise<void>;
}

export async function startRooms(config: { roomsCreatedPerDay?: number } = {}): Promise<RoomsForTests> {
  const { store, drop } = await createTestDatabase({ poolSize: 10 });
  const memory = createMemoryBus((error) => {
    throw error;
  });
  const heard: Heard[] = [];
  const bus: Bus = {
    publish(topic, message) {
      heard.push({ topic: topic.name, message });
      memory.publish(topic, message);
    },
    subscribe: memory.subscribe,
  };
  const clock = settableClock();
  const rooms = createRooms({
    store,
    bus,
    users: createUsers(store),
    config: { roomsCreatedPerDay: config.roomsCreatedPerDay ?? 1_000 },
    clock,
    logger: silentLogger,
  });
  const runner = createOperationRunner({ operations: rooms.operations, budgets: null, checkOutputs: true });
  return {
    store,
    rooms,
    bus,
    heard,
    clock,
    person: (username) => insertPerson(store, username),
    as: (user) => (name, input) =>
      runner.run(name, input, {
        requestId: randomUUID(),
        address: "127.0.0.1",
        client: "tests",
        caller: { sessionId: user.id, user },
      }) as Promise<never>,
    say: (user, roomId, body) => say(store, user, roomId, body),
    timeline: (roomId) =>
      store.query(
        `select seq, type from room_events where room_id = $1
         union all select seq, 'message.created' from messages where room_id = $1 order by seq`,
        [roomId],
      ),
    async close() {
      rooms.close();
      await drop();
    },
  };
}

export function newsOf<T extends RoomNews | UserNews>(heard: readonly Heard[], topic: Topic<T>): T[] {
  return heard.filter((item) => item.topic === topic.name).map((item) => item.message as T);
}

/** How attempts made at once ended: `done`, or the code of the error. */
export async function outcomes(attempts: Promise<unknown>[]): Promise<string[]> {
  const results = await Promise.allSettled(attempts);
  return results.map((result) => {
    if (result.status === "fulfilled") return "done";
    const { reason } = result as { reason: { code?: string } };
    return reason.code ?? String(reason);
  });
}

export const types = (events: readonly TimelineEvent[]): string[] => events.map((event) => event.type);

function settableClock(): Clock & { set(time: number): void } {
  let time = Date.UTC(2026, 10, 20, 12);
  return { now: () => time, set: (to) => void (time = to) };
}

async function insertPerson(store: Store, username: string): Promise<User> {
  const user = { id: uuidv7(), username, displayName: username.toUpperCase() };
  await store.query(
    "insert into users (id, username, email, display_name, password_hash) values ($1, $2, $2 || '@example.org', $3, '')",
    [user.id, user.username, user.displayName],
  );
  return user;
}

async function say(store: Store, user: User, roomId: string, body = "hello"): Promise<number> {
  const [row] = await store.query<{ seq: number }>(
    `with room as (
       update rooms set seq = seq + 1, message_count = message_count + 1,
         last_activity_at = greatest(date_trunc('milliseconds', clock_timestamp()), last_activity_at)
       where id = $1 returning *
     )
     insert into messages (room_id, seq, sender_id, client_id, ordinal, at, kind, body)
     select id, seq, $2, gen_random_uuid(), message_count, last_activity_at, 'text', $3 from room returning seq`,
    [roomId, user.id, body],
  );
  return row!.seq;
}
