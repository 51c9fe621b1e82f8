import { createTestDatabase, Person, signUp, type TestDatabase, type TestSocket } from "@parley/server/testing";
import { randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { reportFigures } from "./report-figures.ts";
import { ServerProcess } from "./server-process.ts";

const folder = mkdtempSync(join(tmpdir(), "parley-two-"));
let database: TestDatabase;
let servers: ServerProcess[];

beforeAll(async () => {
  database = await createTestDatabase();
  const shared = { databaseUrl: database.url, secretKey: randomBytes(32).toString("base64url") };
  servers = await Promise.all(
    ["one", "two"].map((name) => ServerProcess.start({ dataDir: join(folder, name), ...shared })),
  );
});
afterAll(async () => {
  await Promise.all((servers ?? []).map((server) => server.stop()));
  await database?.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** The same person with the same session, at another server. */
const at = (server: ServerProcess, { user, sessionId, accessToken, refreshToken }: Person): Person =>
  new Person(server.url, {
    user,
    sessionId,
    tokens: { accessToken, refreshToken, accessTokenExpiresAt: "", refreshTokenExpiresAt: "" },
  } as ConstructorParameters<typeof Person>[1]);

test(
  "one message sent at once through two servers, over sockets and HTTP, is one message with one answer",
  { timeout: 60_000 },
  async () => {
    const here = await signUp(servers[0]!, "ada");
    const there = at(servers[1]!, here);
    const { room } = await here.call("rooms.create", { name: `Two ${randomUUID()}`, visibility: "public" });
    const sockets = await Promise.all([here.socket(), there.socket()]);
    const messages = 400;
    const abreast = 20;
    for (let i = 0; i < messages; i += abreast) {
      await Promise.all(
        Array.from({ length: abreast }, (_, n) => sendEverywhere([here, there], sockets, room.id, `message ${i + n}`)),
      );
    }
    const [counted] = await database.store.query<{ count: number; seqs: number }>(
      "select count(*) as count, max(seq) - min(seq) + 1 as seqs from messages where room_id = $1",
      [room.id],
    );
    expect(counted).toEqual({ count: messages, seqs: messages });
    reportFigures("R13", { messages, answers: messages * 4 });
    await Promise.all(sockets.map((socket) => socket.close()));
  },
);

async function sendEverywhere(people: Person[], sockets: TestSocket[], roomId: string, body: string): Promise<void> {
  const input = { roomId, clientId: randomUUID(), body };
  const overHttp = people.map((person) => person.try("messages.send", input));
  const overSockets = sockets.map((socket) => socket.request("messages.send", input));
  const answers = await Promise.all(overHttp);
  expect(answers.map(({ status }) => status)).toEqual([201, 201]);
  const all = [...answers.map(({ body }) => body), ...(await Promise.all(overSockets)).map(({ ok }) => ok)];
  expect(new Set(all.map((answer) => JSON.stringify(answer))).size).toBe(1);
}
