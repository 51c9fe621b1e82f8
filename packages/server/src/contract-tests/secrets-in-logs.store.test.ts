import { randomUUID } from "node:crypto";
import { operations, type OperationName } from "@parley/protocol";
import { afterAll, beforeAll, expect, test } from "vitest";
import { callHttp, TestSocket } from "../testing/index.ts";
import { attacks } from "./hostile-requests/index.ts";
import { ask, openWorld, type World } from "./hostile-world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const password = "a-password-nobody-may-read";
const body = "words-for-members-only";
const email = `somebody.private@example.org`;

/** Everything that came up and is nobody else's business. */
function secretsOf({ ada, mallory, secretKey }: World, more: readonly string[]): string[] {
  const tokens = [ada, mallory].flatMap(({ accessToken, refreshToken }) => [accessToken, refreshToken]);
  const signatures = tokens.map((token) => token.split(".").at(-1)!);
  return [
    ...tokens,
    ...signatures,
    secretKey,
    password,
    body,
    email,
    "@example.org",
    "hunter2-secret",
    "127.0.0.1",
    "Bearer",
    ...more,
  ];
}

function expectNoneIn(log: readonly string[], secrets: readonly string[]): void {
  const text = log.join("");
  for (const secret of secrets) expect(text.includes(secret) ? `the log holds ${secret}` : "").toBe("");
}

test("the log of a busy hour holds no token, password, ticket, address or word of a message", async () => {
  const { server, mallory, ownRoom } = world;
  const signUp = { username: "somebody", email, password };
  const grant = (await callHttp(server.url, "auth.signUp", signUp)).body as { tokens: Record<string, string> };
  for (const attempt of [password, `${password}!`]) {
    await callHttp(server.url, "auth.signIn", { login: email, password: attempt });
  }
  const kept = await ask(world, {
    method: "POST",
    path: "/api/v1/auth/sign-in",
    headers: { authorization: "", "x-parley-request": "1" },
    body: { login: "somebody", password, keep: "cookie" },
  });
  const cookies = (kept.headers["set-cookie"] as string[]).map((line) => /=([^;]+)/.exec(line)![1]!);
  await callHttp(server.url, "auth.renew", { refreshToken: grant.tokens["refreshToken"]! });
  const { ticket } = await mallory.call("auth.createTicket", {});
  const socket = new TestSocket(server.url, { query: `?ticket=${ticket}` });
  await socket.hello();
  await socket.call("messages.send", { roomId: ownRoom, clientId: randomUUID(), body });
  await socket.request("messages.send", { roomId: ownRoom, clientId: randomUUID(), body, unknown: password });
  await socket.close();
  await ask(world, { path: `/api/v1/rooms?query=${body}&unknown=${password}` });
  await ask(world, { path: `/nowhere/${password}` });
  for (const [, make] of attacks) await ask(world, make(world));

  expect(world.log.length).toBeGreaterThan(attacks.length);
  expect(cookies).toHaveLength(2);
  expectNoneIn(world.log, secretsOf(world, [ticket, ...cookies, ...Object.values(grant.tokens)]));
});

test("nor does the log of a server that fails at everything", async () => {
  const { server, mallory, ada } = world;
  const before = world.log.length;
  for (const table of ["users", "sessions", "members", "room_events", "rooms"]) {
    await server.store.query(`alter table ${table} rename to ${table}_lost`);
  }
  const inputs: Partial<Record<OperationName, object>> = {
    "auth.signUp": { username: "another", email, password },
    "auth.signIn": { login: email, password },
    "auth.renew": { refreshToken: mallory.refreshToken },
    "rooms.create": { name: "Tea", description: body, visibility: "public" },
    "messages.send": { roomId: randomUUID(), clientId: randomUUID(), body },
    "messages.history": { roomId: world.ownRoom },
    "rooms.list": { query: body },
  };
  for (const [name, input] of Object.entries(inputs) as [OperationName, object][]) {
    const { status, body: problem } = await callHttp(server.url, name, input, ada.accessToken);
    expect([name, status]).toEqual([name, 500]);
    expect(JSON.stringify(problem)).not.toMatch(/relation|users|select|insert/i);
  }
  const failures = world.log.slice(before).filter((line) => line.includes("does not exist"));
  expect(failures.length).toBeGreaterThanOrEqual(Object.keys(inputs).length);
  expect(Object.keys(inputs).every((name) => Object.hasOwn(operations, name))).toBe(true);
  expectNoneIn(world.log.slice(before), secretsOf(world, []));
});
