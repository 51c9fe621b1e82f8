import { afterEach, expect, test } from "vitest";
import type { HttpTransport } from "./http-transport.ts";
import { adasToken, roomId, startTransport } from "./transport-for-tests.ts";

let running: HttpTransport | undefined;
afterEach(() => running?.close(0));

async function start(options: Parameters<typeof startTransport>[0] = {}) {
  const started = await startTransport(options);
  running = started.transport;
  return { ...started, app: started.transport.app };
}

const own = { "x-parley-request": "1" };
const cookie = { cookie: `parley=${adasToken}` };
const signIn = { login: "ada", password: "correct horse", keep: "cookie" };
const deleteRoom = { method: "DELETE", url: `/api/v1/rooms/${roomId}` } as const;

test("a browser's session is kept in cookies that scripts cannot read", async () => {
  const { app } = await start();
  const answer = await app.inject({ method: "POST", url: "/api/v1/auth/sign-in", headers: own, payload: signIn });
  expect(answer.statusCode).toBe(200);
  expect(answer.headers["set-cookie"]).toEqual([
    "parley=fresh-access; Path=/; Expires=Fri, 01 Jan 2027 00:00:00 GMT; HttpOnly; SameSite=Lax",
    "parley-refresh=fresh-refresh; Path=/api/v1/auth; Expires=Fri, 01 Jan 2027 00:00:00 GMT; HttpOnly; SameSite=Strict",
  ]);
});

test("on TLS the cookies are Secure and cannot be planted by a neighbouring host", async () => {
  const { app } = await start({ publicUrl: "https://chat.example.org" });
  const answer = await app.inject({ method: "POST", url: "/api/v1/auth/sign-in", headers: own, payload: signIn });
  const [access, refresh] = answer.headers["set-cookie"] as string[];
  expect(access).toMatch(/^__Host-parley=.*Path=\/;.*Secure/);
  expect(access).not.toContain("Domain");
  expect(refresh).toMatch(/^__Secure-parley-refresh=.*Secure/);
  expect(answer.headers["strict-transport-security"]).toMatch(/max-age=\d{8}/);
});

test("signing out takes the cookies back", async () => {
  const { app } = await start();
  const answer = await app.inject({ method: "POST", url: "/api/v1/auth/sign-out", headers: { ...own, ...cookie } });
  expect(answer.statusCode).toBe(204);
  for (const line of answer.headers["set-cookie"] as string[])
    expect(line).toMatch(/^[a-z-]+=;.*Expires=Thu, 01 Jan 1970/);
});

test("the refresh cookie renews the session", async () => {
  const { app, seen } = await start();
  const answer = await app.inject({
    method: "POST",
    url: "/api/v1/auth/renew",
    headers: { ...own, cookie: "parley-refresh=old" },
  });
  expect(answer.statusCode).toBe(200);
  expect(seen[0]?.context.cookies?.refreshToken).toBe("old");
  expect(answer.headers["set-cookie"]).toHaveLength(2);
});

test("with a cookie one may read without the header, and change nothing", async () => {
  const { app, seen } = await start();
  expect((await app.inject({ url: "/api/v1/rooms", headers: cookie })).statusCode).toBe(200);
  const refused = await app.inject({ ...deleteRoom, headers: cookie });
  expect([refused.statusCode, refused.json().code]).toEqual([403, "forbidden_origin"]);
  expect((await app.inject({ ...deleteRoom, headers: { ...cookie, ...own } })).statusCode).toBe(204);
  expect(seen.map(({ name }) => name)).toEqual(["rooms.list", "rooms.delete"]);
});

test("a page elsewhere cannot sign somebody in, renew, or act for whoever is signed in", async () => {
  const { app, seen } = await start();
  const foreign = { ...own, origin: "https://evil.example", "sec-fetch-site": "cross-site" };
  const requests = [
    { method: "POST", url: "/api/v1/auth/sign-in", headers: foreign, payload: signIn },
    { method: "POST", url: "/api/v1/auth/sign-in", payload: signIn },
    { method: "POST", url: "/api/v1/auth/renew", headers: { ...foreign, cookie: "parley-refresh=old" } },
    { method: "POST", url: "/api/v1/auth/renew", headers: { cookie: "parley-refresh=old" } },
    { ...deleteRoom, headers: { ...foreign, ...cookie } },
    { ...deleteRoom, headers: { ...own, ...cookie, origin: "null" } },
    { ...deleteRoom, headers: { ...own, ...cookie, origin: "http://localhost:8080.evil.example" } },
    { ...deleteRoom, headers: { ...own, ...cookie, origin: "https://localhost:8080" } },
    { ...deleteRoom, headers: { ...own, ...cookie, "sec-fetch-site": "same-site" } },
  ] as const;
  for (const request of requests) {
    const answer = await app.inject(request);
    expect([answer.statusCode, answer.json().code]).toEqual([403, "forbidden_origin"]);
    expect(answer.headers["set-cookie"]).toBeUndefined();
  }
  expect(seen).toEqual([]);
});

test("a refresh cookie counts as a cookie even beside a bearer token", async () => {
  const { app } = await start();
  const headers = { authorization: `Bearer ${adasToken}`, cookie: "parley-refresh=old" };
  expect((await app.inject({ method: "POST", url: "/api/v1/auth/renew", headers })).statusCode).toBe(403);
});

test("a program with a bearer token needs neither header nor origin", async () => {
  const { app } = await start();
  const headers = { authorization: `Bearer ${adasToken}`, ...cookie };
  expect((await app.inject({ ...deleteRoom, headers })).statusCode).toBe(204);
});

test("at home the page may be opened by any name of this machine", async () => {
  const { app } = await start();
  const accepted = ["http://localhost:8080", "http://127.0.0.1:8080", "http://localhost:5173", "http://[::1]:8080"];
  for (const origin of accepted) {
    const headers = { ...own, ...cookie, origin, host: new URL(origin).host, "sec-fetch-site": "same-origin" };
    expect((await app.inject({ ...deleteRoom, headers })).statusCode).toBe(204);
  }
  // A name that is pointed at this machine, and a port of another program on it.
  for (const [origin, host] of [
    ["http://rebound.example:8080", "rebound.example:8080"],
    ["http://localhost:3000", "localhost:8080"],
    ["http://127.0.0.1:8080", "localhost:8080"],
  ]) {
    const headers = { ...own, ...cookie, origin: origin!, host: host! };
    expect((await app.inject({ ...deleteRoom, headers })).statusCode).toBe(403);
  }
});

test("without a list of origins no foreign page may read anything, not even ask", async () => {
  const { app } = await start();
  const origin = "https://other.example";
  const preflight = { origin, "access-control-request-method": "DELETE" };
  const answer = await app.inject({ method: "OPTIONS", url: deleteRoom.url, headers: preflight });
  expect(answer.statusCode).toBe(405);
  const read = await app.inject({ url: "/api/v1/rooms", headers: { ...cookie, origin } });
  for (const { headers } of [answer, read]) expect(headers["access-control-allow-origin"]).toBeUndefined();
});

test("an origin on the list may ask with every method, and then do it", async () => {
  const origin = "https://app.example";
  const { app } = await start({ allowedOrigins: [origin] });
  for (const method of ["PUT", "PATCH", "DELETE"]) {
    const headers = { origin, "access-control-request-method": method };
    const answer = await app.inject({ method: "OPTIONS", url: deleteRoom.url, headers });
    expect(answer.statusCode).toBe(204);
    expect(answer.headers["access-control-allow-origin"]).toBe(origin);
    expect(answer.headers["access-control-allow-methods"]).toContain(method);
    expect(answer.headers["access-control-allow-headers"]).toContain("X-Parley-Request");
  }
  const headers = { ...own, ...cookie, origin, "sec-fetch-site": "same-site" };
  const answer = await app.inject({ ...deleteRoom, headers });
  expect(answer.statusCode).toBe(204);
  expect(answer.headers).toMatchObject({ "access-control-allow-origin": origin, vary: "Origin" });
  const stranger = await app.inject({
    url: "/api/v1/rooms",
    headers: { ...cookie, origin: "https://app.example.evil.example" },
  });
  expect(stranger.headers["access-control-allow-origin"]).toBeUndefined();
});
