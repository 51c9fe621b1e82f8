import type { User } from "@parley/protocol";
import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { createMemoryBus } from "../../adapters/bus-memory/bus-memory.ts";
import { silentLogger } from "../../kernel/logger.ts";
import { topics, type RoomNews } from "../../kernel/topics.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/database.ts";
import { insertMessages } from "./message-store.ts";
import { createOutboxRelay, type OutboxRelay } from "./outbox-relay.ts";

let database: TestDatabase;
let relay: OutboxRelay | undefined;
const ada: User = { id: randomUUID(), username: "ada", displayName: "Ada" };

beforeAll(async () => {
  database = await createTestDatabase();
  await database.store.query(
    `insert into users (id, username, email, display_name, password_hash) values ($1, 'ada', 'ada@example.org', 'Ada', '')`,
    [ada.id],
  );
});
afterEach(async () => {
  vi.useRealTimers();
  await relay?.stop();
});
afterAll(() => database.drop());

async function newRoom(): Promise<string> {
  const id = randomUUID();
  await database.store.query(
    `insert into rooms (id, name, visibility, created_by, client_id) values ($1::uuid, $1::text, 'public', $2, $3)`,
    [id, ada.id, randomUUID()],
  );
  return id;
}

async function say(roomId: string, body: string): Promise<number> {
  const message = { roomId, sender: ada, clientId: randomUUID(), kind: "text", body } as const;
  const { outboxId } = await insertMessages(database.store, [message]);
  return outboxId!;
}

/** As if the server that stored it had died before it could tell anybody. */
async function leaveUntold(outboxId: number): Promise<void> {
  await database.store.query("update outbox set created_at = now() - interval '1 minute' where id = $1", [outboxId]);
}

function listenTo(roomId: string): RoomNews[] {
  const bus = createMemoryBus(() => {});
  const news: RoomNews[] = [];
  bus.subscribe(topics.room(roomId), (told) => void news.push(told));
  relay = createOutboxRelay({ store: database.store, bus, logger: silentLogger });
  relay.start();
  return news;
}

test("what a dead server left untold is told, with the count of messages up to there and not of those after", async () => {
  const room = await newRoom();
  const untold = await say(room, "the last words of a server");
  for (const body of ["told by another", "and another"]) await say(room, body);
  await leaveUntold(untold);
  const news = listenTo(room);
  await expect.poll(() => news, { timeout: 5_000 }).toHaveLength(1);
  expect(news[0]).toMatchObject({ events: [{ seq: 1, body: "the last words of a server" }], messageCount: 1 });
});

test("a clock that is set back does not stop the search for what is untold", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const room = await newRoom();
  const news = listenTo(room);
  await leaveUntold(await say(room, "before"));
  await expect.poll(() => news, { timeout: 5_000 }).toHaveLength(1);
  vi.setSystemTime(Date.now() - 3_600_000);
  await leaveUntold(await say(room, "after"));
  await expect.poll(() => news, { timeout: 5_000 }).toHaveLength(2);
});
