import { afterAll, beforeAll, expect, test } from "vitest";
import { uuidv7 } from "../../kernel/uuid.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/database.ts";
import { createUsers, type Users } from "./index.ts";

let database: TestDatabase;
let users: Users;

beforeAll(async () => {
  database = await createTestDatabase();
  users = createUsers(database.store);
});

afterAll(() => database.drop());

const create = (username: string, email = `${username}@example.org`) =>
  database.store.transaction((tx) =>
    users.create(tx, { username, email, displayName: undefined, passwordHash: `hash of ${username}`, at: new Date() }),
  );

test("Ada is found by her exact name in any case, and not by parts of it", async () => {
  const ada = await create("Ada");
  expect(ada).toMatchObject({ username: "ada", displayName: "Ada" });
  expect(await users.findByUsername("aDA")).toEqual(ada);
  for (const other of ["ad", "adam", "ada%", "ada\0", "", "ada@example.org"]) {
    expect(await users.findByUsername(other)).toBeNull();
  }
});

test("people are found by id, and those who do not exist are left out", async () => {
  const [ben, carl] = [await create("ben"), await create("carl")];
  const found = await users.byIds([ben.id, carl.id, uuidv7()]);
  expect(found).toEqual(
    new Map([
      [ben.id, ben],
      [carl.id, carl],
    ]),
  );
  expect(await users.byIds([])).toEqual(new Map());
});

test("an account is seen by its owner with the address as typed", async () => {
  const dora = await create("dora", "Dora@Example.org");
  expect(await users.ownAccount(dora.id)).toMatchObject({ user: dora, email: "Dora@Example.org" });
  expect(await users.ownAccount(uuidv7())).toBeNull();
});

test("all spellings of one login are one", async () => {
  await create("emil", "Emil@Example.org");
  expect(await users.credentials("EMIL")).toMatchObject({ login: "emil", passwordHash: "hash of emil" });
  expect(await users.credentials("EMIL@example.ORG")).toMatchObject({ login: "emil@example.org" });
  expect(await users.credentials("emil@example.or")).toBeNull();
});

test("a sign-up that fails afterwards leaves no account", async () => {
  const failing = database.store.transaction(async (tx) => {
    await users.create(tx, {
      username: "fritz",
      email: "f@example.org",
      displayName: "F",
      passwordHash: "x",
      at: new Date(),
    });
    throw new Error("afterwards");
  });
  await expect(failing).rejects.toThrow("afterwards");
  expect(await users.findByUsername("fritz")).toBeNull();
});

test("a hash is replaced only while it is still the same", async () => {
  const gina = await create("gina");
  await users.replacePasswordHash(gina.id, "hash of gina", "newer");
  await users.replacePasswordHash(gina.id, "hash of gina", "too late");
  expect(await users.credentials("gina")).toMatchObject({ passwordHash: "newer" });
});
