import { Problem } from "@parley/protocol";
import { Check } from "typebox/value";
import { afterEach, expect, test } from "vitest";
import { systemClock } from "../../kernel/clock.ts";
import { createRateBudget } from "../../kernel/rate-budget.ts";
import type { HttpTransport } from "./http-transport.ts";
import { ada, adasToken, roomId, startTransport } from "./transport-for-tests.ts";

const clientId = "0199a1f2-7c3e-7d41-8a5b-3f6f1b2c4d61";
const other = "0199a1f2-7c3e-7d41-8a5b-3f6f1b2c4d62";
const signedIn = { authorization: `Bearer ${adasToken}` };
const json = { ...signedIn, "content-type": "application/json" };
const messages = `/api/v1/rooms/${roomId}/messages`;

let running: HttpTransport | undefined;
afterEach(() => running?.close(0));

async function start(...options: Parameters<typeof startTransport>) {
  const started = await startTransport(...options);
  running = started.transport;
  return { ...started, app: started.transport.app };
}

interface Answer {
  statusCode: number;
  headers: Record<string, unknown>;
  json(): { code: string; errors?: { path: string }[] };
}

function expectProblem(answer: Answer, status: number, code: string): void {
  expect({ status: answer.statusCode, code: answer.json().code }).toEqual({ status, code });
  expect(answer.headers["content-type"]).toMatch(/^application\/problem\+json/);
  expect(Check(Problem, answer.json())).toBe(true);
}

test("path and body together are the input, and 201 says that something was made", async () => {
  const { app, seen } = await start();
  const answer = await app.inject({
    method: "POST",
    url: messages,
    headers: json,
    payload: { clientId, body: "Hello" },
  });
  expect(answer.statusCode).toBe(201);
  expect(answer.json()).toMatchObject({ room: roomId, clientId });
  expect(seen[0]?.input).toEqual({ roomId, clientId, body: "Hello" });
  expect(seen[0]?.context.caller?.user).toEqual(ada);
});

test("the Idempotency-Key stands in for the clientId, bare or quoted, and may not contradict it", async () => {
  const { app, seen } = await start();
  const send = (key: string, payload: object) =>
    app.inject({ method: "POST", url: messages, headers: { ...json, "idempotency-key": key }, payload });
  expect((await send(clientId, { body: "Hello" })).statusCode).toBe(201);
  expect((await send(`"${clientId}"`, { body: "Hello" })).statusCode).toBe(201);
  expect((await send(clientId, { body: "Hello", clientId })).statusCode).toBe(201);
  expect(seen.map(({ input }) => input["clientId"])).toEqual([clientId, clientId, clientId]);
  expectProblem(await send(other, { body: "Hello", clientId }), 400, "invalid_input");
});

test("a room's id in the body cannot differ from the one in the path", async () => {
  const { app, seen } = await start();
  const payload = { roomId: other, clientId, body: "Hello" };
  expectProblem(await app.inject({ method: "POST", url: messages, headers: json, payload }), 400, "invalid_input");
  expect(seen).toEqual([]);
});

test("numbers in a query become numbers; repeated and unknown parameters are refused", async () => {
  const { app, seen } = await start();
  const list = (query: string) => app.inject({ url: `/api/v1/rooms?${query}`, headers: signedIn });
  expect((await list("limit=3&query=caf%C3%A9+au+lait")).statusCode).toBe(200);
  expect(seen[0]?.input).toEqual({ limit: 3, query: "café au lait" });
  for (const query of [
    "limit=3&limit=4",
    "limit=many",
    "limit=1e3",
    "limit=",
    "limits=3",
    "__proto__=1",
    "constructor=1",
  ]) {
    expectProblem(await list(query), 400, "invalid_input");
  }
  expectProblem(await list("query=%ff"), 400, "malformed");
});

test("204 has no body", async () => {
  const { app } = await start();
  const answer = await app.inject({ method: "DELETE", url: `/api/v1/rooms/${roomId}`, headers: signedIn });
  expect([answer.statusCode, answer.body, answer.headers["content-type"]]).toEqual([204, "", undefined]);
});

test("only application/json is read, however it is spelt", async () => {
  const { app } = await start();
  const payload = JSON.stringify({ clientId, body: "Hello" });
  const send = (type: string) =>
    app.inject({ method: "POST", url: messages, headers: { ...signedIn, "content-type": type }, payload });
  expect((await send("Application/JSON; charset=utf-8")).statusCode).toBe(201);
  for (const type of [
    "text/plain",
    "application/x-www-form-urlencoded",
    "application/json5",
    "multipart/form-data",
    "nonsense",
  ]) {
    expectProblem(await send(type), 415, "unsupported_media_type");
  }
  const compressed = await app.inject({
    method: "POST",
    url: messages,
    headers: { ...json, "content-encoding": "gzip" },
    payload,
  });
  expectProblem(compressed, 415, "unsupported_media_type");
});

test("a body that cannot be read is malformed, one that is no object is invalid, one too large is too large", async () => {
  const { app } = await start();
  const send = (payload: string | Buffer) => app.inject({ method: "POST", url: messages, headers: json, payload });
  for (const text of [
    "{",
    "{}}",
    "'",
    "nul",
    '{"a":1,}',
    `${"[".repeat(40)}${"]".repeat(40)}`,
    '{"a":'.repeat(9_000),
  ]) {
    expectProblem(await send(text), 400, "malformed");
  }
  expectProblem(await send(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d])), 400, "malformed");
  for (const text of ["[]", "null", '"text"', "1"]) expectProblem(await send(text), 400, "invalid_input");
  expectProblem(await send(JSON.stringify({ body: "x".repeat(70_000) })), 413, "payload_too_large");
});

test("a body's __proto__ is an unknown field and poisons nothing", async () => {
  const { app } = await start();
  const payload = `{"clientId":"${clientId}","body":"x","__proto__":{"polluted":true}}`;
  expectProblem(await app.inject({ method: "POST", url: messages, headers: json, payload }), 400, "invalid_input");
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
});

test("without a session, with a wrong or an old one, each is told what to do", async () => {
  const { app } = await start();
  const list = (headers: { authorization?: string }) => app.inject({ url: "/api/v1/rooms", headers });
  for (const headers of [
    {},
    { authorization: "Bearer forged" },
    { authorization: "Basic YTpi" },
    { authorization: "Bearer" },
  ]) {
    const answer = await list(headers);
    expectProblem(answer, 401, "unauthenticated");
    expect(answer.headers["www-authenticate"]).toBe('Bearer realm="parley"');
  }
  expectProblem(await list({ authorization: "Bearer old-token" }), 401, "token_expired");
});

test("an unknown path is a problem document, a wrong method names the right ones", async () => {
  const { app } = await start();
  expectProblem(await app.inject("/api/v1/nothing"), 404, "unknown_operation");
  expectProblem(
    await app.inject({
      method: "POST",
      url: "/api/v1/nothing",
      headers: { "content-type": "text/plain" },
      payload: "x",
    }),
    404,
    "unknown_operation",
  );
  expectProblem(await app.inject("/api/v2"), 404, "not_found");
  expectProblem(await app.inject("/api/v1/sync/pause"), 404, "unknown_operation");
  const answer = await app.inject({ method: "PUT", url: "/api/v1/rooms" });
  expectProblem(answer, 405, "method_not_allowed");
  expect(String(answer.headers["allow"]).split(", ").sort()).toEqual(["GET", "HEAD", "POST"]);
  expectProblem(await app.inject("/api/v1/rooms/%ff"), 400, "malformed");
});

test("what goes wrong inside is told to nobody, and logged without the values it was about", async () => {
  const { app, lines } = await start();
  const answer = await app.inject("/api/v1/server");
  expectProblem(answer, 500, "internal");
  expect(answer.body).not.toContain("relation");
  const log = JSON.stringify(lines);
  expect(log).toContain("relation does not exist");
  expect(log).not.toContain("ada@example.org");
});

test("answers tell what is left of the budget, and refusals when to come back", async () => {
  const budget = createRateBudget({ perSecond: 1, burst: 4 }, { clock: systemClock, maxKeys: 10 });
  const { app } = await start({ budgets: { account: budget, address: budget } });
  const list = () => app.inject({ url: "/api/v1/rooms", headers: signedIn });
  const first = await list();
  expect(first.headers).toMatchObject({
    "x-ratelimit-limit": "4",
    "x-ratelimit-remaining": "2",
    "x-ratelimit-reset": "2",
  });
  await list();
  const refused = await list();
  expectProblem(refused, 429, "rate_limited");
  expect(Number(refused.headers["retry-after"])).toBeGreaterThanOrEqual(1);
  expect(refused.headers["x-ratelimit-remaining"]).toBe("0");
});

test("the log names the route, never the query, the body or a token", async () => {
  const { app, lines } = await start();
  await app.inject({ url: "/api/v1/rooms?query=my-secret-search", headers: signedIn });
  await app.inject({ method: "POST", url: messages, headers: json, payload: { clientId, body: "my-secret-words" } });
  const log = JSON.stringify(lines);
  expect(lines).toMatchObject([
    { method: "GET", route: "/api/v1/rooms", status: 200, userId: ada.id },
    { method: "POST", route: "/api/v1/rooms/:roomId/messages", status: 201 },
  ]);
  for (const secret of ["my-secret", adasToken, roomId]) expect(log).not.toContain(secret);
});

test("the request's id is the server's own, in the answer, the problem and the log", async () => {
  const { app, lines } = await start();
  const answer = await app.inject({
    url: "/api/v1/nothing",
    headers: { "x-request-id": "mine", "request-id": "mine" },
  });
  const id = answer.headers["x-request-id"];
  expect(answer.json()).toMatchObject({ requestId: id, instance: `urn:uuid:${String(id)}` });
  expect(lines).toMatchObject([{ requestId: id }]);
  expect(id).toMatch(/^[0-9a-f-]{36}$/);
});
