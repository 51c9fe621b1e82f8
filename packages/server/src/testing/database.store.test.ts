import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "./database.ts";

let first: TestDatabase;
let second: TestDatabase;

beforeAll(async () => {
  [first, second] = await Promise.all([createTestDatabase(), createTestDatabase()]);
});

afterAll(async () => {
  await first.drop();
  await second.drop();
});

test("each test has a database of its own with the newest schema", async () => {
  await first.store.query(
    "insert into users (id, username, email, display_name, password_hash) values (gen_random_uuid(), 'ada', 'ada@example.org', 'Ada', '')",
  );
  expect(await first.store.query("select username from users")).toEqual([{ username: "ada" }]);
  expect(await second.store.query("select username from users")).toEqual([]);
});
