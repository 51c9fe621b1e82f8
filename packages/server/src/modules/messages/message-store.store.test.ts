import type { User } from "@parley/protocol";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createPostgresStore } from "../../adapters/store-postgres/index.ts";
import { silentLogger } from "../../kernel/logger.ts";
import type { Store } from "../../ports/store.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/database.ts";
import { createGroupCommit } from "./group-commit.ts";
import type { NewMessage } from "./message.ts";
import { insertMessages } from "./message-store.ts";
import { readRange } from "./timeline-store.ts";

let database: TestDatabase;
let other: ReturnType<typeof createPostgresStore>;
let ada: User;

beforeAll(async () => {
  database = await createTestDatabase();
  other = createPostgresStore({ url: database.url, poolSize: 3, logger: silentLogger });
  ada = { id: randomUUID(), username: "ada", displayName: "Ada" };
  await database.store.query(
    `insert into users (id, username, email, display_name, password_hash) values ($1, 'ada', 'ada@example.org', 'Ada', '')`,
    [ada.id],
  );
});
afterAll(async () => {
  await other.end();
  await database.drop();
});

async function newRoom(): Promise<string> {
  const id = randomUUID();
  await database.store.query(
    `insert into rooms (id, name, visibility, created_by, client_id) values ($1::uuid, $1::text, 'public', $2, $3)`,
    [id, ada.id, randomUUID()],
  );
  return id;
}

const message = (roomId: string, clientId: string = randomUUID(), body = "hello"): NewMessage => ({
  roomId,
  sender: ada,
  clientId,
  kind: "text",
  body,
});

const commitsOn = (store: Store) =>
  createGroupCommit({ store: (batch) => insertMessages(store, batch), committed() {} });

test("a batch for several rooms gives each room its own seqs, in the batch's order", async () => {
  const [a, b] = [await newRoom(), await newRoom()];
  const { stored } = await insertMessages(database.store, [message(a), message(b), message(a), message(b), message(a)]);
  expect(stored.map((one) => one?.seq)).toEqual([1, 1, 2, 2, 3]);
  expect(stored.map((one) => one?.ordinal)).toEqual([1, 1, 2, 2, 3]);
});

test("a message of a room that does not exist is refused alone", async () => {
  const room = await newRoom();
  const { stored } = await insertMessages(database.store, [message(room), message(randomUUID()), message(room)]);
  expect(stored.map((one) => one?.seq ?? null)).toEqual([1, null, 2]);
});

test("a message stored before keeps its place and its words, whatever comes with it", async () => {
  const room = await newRoom();
  const id = randomUUID();
  const first = await insertMessages(database.store, [message(room, id, "first")]);
  const again = await insertMessages(database.store, [message(room), message(room, id, "second"), message(room)]);
  expect(again.stored.map((one) => one?.seq)).toEqual([2, 1, 3]);
  expect(again.stored[1]).toEqual({ ...first.stored[0]!, isNew: false });
  const events = await readRange(database.store, room, 0, 3);
  expect(events.map((event) => event.type === "message.created" && event.body)).toEqual(["first", "hello", "hello"]);
});

test("a message that comes alone is stored as one in a batch is, finds itself again, and is refused without a room", async () => {
  const room = await newRoom();
  const alone = message(room);
  const first = await insertMessages(database.store, [alone]);
  expect(first.stored[0]).toMatchObject({ seq: 1, ordinal: 1, isNew: true });
  expect(first.outboxId).not.toBeNull();
  const again = await insertMessages(database.store, [{ ...alone, body: "other words" }]);
  expect(again).toEqual({ stored: [{ ...first.stored[0]!, isNew: false }], outboxId: null });
  expect((await insertMessages(database.store, [message(room), alone])).stored.map((one) => one?.seq)).toEqual([2, 1]);
  expect((await insertMessages(database.store, [message(randomUUID())])).stored).toEqual([null]);
});

test("the same message alone through two servers at once is one message", async () => {
  const room = await newRoom();
  for (let i = 1; i <= 30; i++) {
    const same = message(room);
    const answers = await Promise.all([database.store, other].map((store) => commitsOn(store).add(same)));
    expect(answers.map((answer) => answer?.seq)).toEqual([i, i]);
  }
});

test("two servers that write in the same rooms, partly the same messages, leave no gap, no double and no deadlock", async () => {
  const rooms = await Promise.all(Array.from({ length: 12 }, newRoom));
  const servers = [commitsOn(database.store), commitsOn(other)];
  const shared = rooms.flatMap((room) => Array.from({ length: 40 }, () => message(room)));
  const own = () => rooms.flatMap((room) => Array.from({ length: 40 }, () => message(room)));
  const answers = await Promise.all(
    servers.map(async (server) => {
      const mine = [...shared, ...own()].sort(() => Math.random() - 0.5);
      const places = new Map<string, number>();
      for (let i = 0; i < mine.length; i += 60) {
        const part = mine.slice(i, i + 60);
        const stored = await Promise.all(part.map((one) => server.add(one)));
        part.forEach((one, n) => places.set(one.clientId, stored[n]!.seq));
      }
      return places;
    }),
  );
  for (const { clientId } of shared) expect(answers[0]!.get(clientId)).toBe(answers[1]!.get(clientId));
  for (const room of rooms) {
    const events = await readRange(database.store, room, 0, 1_000);
    expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 120 }, (_, i) => i + 1));
    const times = events.map(({ at }) => at);
    expect(times).toEqual([...times].sort());
  }
});

test("half a surrogate pair, quotes and backslashes are stored without harm to the batch", async () => {
  const room = await newRoom();
  const bodies = [`"quoted" \\ back`, "'; drop table messages; --", "😀 \u2028 {}", "\ud83d".toWellFormed()];
  await insertMessages(
    database.store,
    bodies.map((body) => message(room, randomUUID(), body)),
  );
  const events = await readRange(database.store, room, 0, 10);
  expect(events.map((event) => event.type === "message.created" && event.body)).toEqual(bodies);
});
