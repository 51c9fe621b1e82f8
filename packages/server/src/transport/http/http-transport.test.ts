import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterEach, expect, test } from "vitest";
import type { HttpTransport } from "./http-transport.ts";
import { adasToken, startTransport } from "./transport-for-tests.ts";

let running: HttpTransport | undefined;
const folders: string[] = [];
afterEach(async () => {
  await running?.close(0);
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

async function start(options: Parameters<typeof startTransport>[0] = {}) {
  const started = await startTransport(options);
  running = started.transport;
  return { ...started, app: started.transport.app };
}

async function builtWebApp(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "parley-web-"));
  folders.push(root);
  await mkdir(join(root, "assets"));
  await writeFile(join(root, "index.html"), "<!doctype html><title>Parley</title>");
  await writeFile(join(root, "assets/app-abc123.js"), "let script = 1;".repeat(200));
  await writeFile(join(root, "assets/app-abc123.js.br"), "precompressed");
  return root;
}

/** Says exactly these bytes and returns all that comes back until the server closes. */
function sayBytes(port: number, bytes: string | Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    let heard = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
    socket.on("data", (chunk) => (heard += chunk.toString("latin1")));
    socket.on("close", () => resolve(heard));
    socket.on("error", reject);
  });
}

test("the web app is served with hashed files for ever and the page asked for each time", async () => {
  const { app } = await start({ webRoot: await builtWebApp() });
  const page = await app.inject("/");
  expect(page.body).toContain("<title>Parley</title>");
  expect(page.headers["cache-control"]).toBe("no-cache");
  expect(page.headers["content-security-policy"]).toMatch(
    /^default-src 'none'; script-src 'self'; .*connect-src 'self' ws:\/\/localhost:8080;/,
  );
  expect(page.headers["content-security-policy"]).not.toMatch(/unsafe|\*/);
  const asset = await app.inject({ url: "/assets/app-abc123.js", headers: { "accept-encoding": "gzip, br" } });
  expect(asset.headers).toMatchObject({
    "cache-control": "public, max-age=31536000, immutable",
    "content-encoding": "br",
    vary: expect.stringMatching(/accept-encoding/i),
  });
  expect(asset.headers["content-type"]).toMatch(/javascript/);
  expect(asset.body).toBe("precompressed");
});

test("paths of pages get the app; missing files, the API and climbing paths do not", async () => {
  const { app } = await start({ webRoot: await builtWebApp() });
  for (const url of ["/rooms/0199a1f2", "/sign-in", "/rooms?next=/x.png"]) {
    const page = await app.inject(url);
    expect([page.statusCode, page.headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
    expect(page.headers["cache-control"]).toBe("no-cache");
  }
  for (const url of [
    "/assets/gone.js",
    "/assets/gone",
    "/favicon.png",
    "/api",
    "/api/v1/x",
    "/docs/x",
    "/ws",
    "/..%2f..%2fetc/passwd.txt",
    "/assets/..%2f..%2fpackage.json",
  ]) {
    const answer = await app.inject(url);
    expect([url, answer.statusCode]).toEqual([url, 404]);
    expect(answer.headers["content-type"]).toMatch(/^application\/problem\+json/);
  }
  expect((await app.inject({ method: "POST", url: "/rooms" })).statusCode).toBe(404);
});

test("long text answers are compressed for those who can read them", async () => {
  const { app } = await start({ documents: { openapi: { text: "long ".repeat(1000) }, asyncapi: {} } });
  const plain = await app.inject("/openapi.json");
  const packed = await app.inject({ url: "/openapi.json", headers: { "accept-encoding": "gzip" } });
  expect(packed.headers["content-encoding"]).toBe("gzip");
  expect(gunzipSync(packed.rawPayload).toString()).toBe(plain.body);
  const headers = { "accept-encoding": "br", authorization: `Bearer ${adasToken}` };
  const sessions = await app.inject({ url: "/api/v1/sessions", headers });
  expect(sessions.headers["content-encoding"]).toBe("br");
  expect(JSON.parse(brotliDecompressSync(sessions.rawPayload).toString())).toHaveProperty("sessions.length", 50);
  expect(
    (await app.inject({ url: "/asyncapi.json", headers: { "accept-encoding": "gzip" } })).headers["content-encoding"],
  ).toBeUndefined();
});

test("Swagger UI is served from here, under a policy of its own, without a foreign address", async () => {
  const { app } = await start();
  const page = await app.inject("/docs");
  expect(page.headers["content-security-policy"]).toContain("script-src 'self';");
  expect(page.body).not.toMatch(/https?:|<script>[^<]/);
  for (const [, file] of page.body.matchAll(/(?:src|href)="([^"]+)"/g)) {
    expect([file, (await app.inject(file!)).statusCode]).toEqual([file, 200]);
  }
  expect((await app.inject("/docs/index.html")).statusCode).toBe(404);
});

test("every answer carries the security headers, also those of paths that do not exist", async () => {
  const { app } = await start();
  for (const url of ["/healthz", "/docs", "/api/v1/server", "/nothing", "/%ff"]) {
    const { headers } = await app.inject(url);
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
    });
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
    expect(headers["strict-transport-security"]).toBeUndefined();
  }
});

test("the process is healthy whatever its database does, and ready only with all it needs", async () => {
  const { app } = await start({ readiness: async () => ({ ready: false, checks: { database: "cannot be reached" } }) });
  expect((await app.inject("/healthz")).statusCode).toBe(200);
  const answer = await app.inject("/readyz");
  expect([answer.statusCode, answer.json()]).toEqual([
    503,
    { status: "not ready", checks: { database: "cannot be reached" } },
  ]);
});

test("an address is a proxy's word only if the proxy is trusted", async () => {
  const headers = { "x-forwarded-for": "203.0.113.9", authorization: `Bearer ${adasToken}` };
  const direct = await start();
  await direct.app.inject({ url: "/api/v1/rooms", headers });
  expect(direct.seen[0]?.context.address).toBe("127.0.0.1");
  await direct.transport.close(0);
  const config = {
    host: "127.0.0.1",
    port: 0,
    publicUrl: new URL("http://localhost:8080"),
    allowedOrigins: [],
    trustedProxies: ["127.0.0.0/8"],
  };
  const proxied = await start({ config });
  await proxied.app.inject({ url: "/api/v1/rooms", headers });
  expect(proxied.seen[0]?.context.address).toBe("203.0.113.9");
});

test("bytes that are no request get a problem document and the connection's end", async () => {
  const { transport } = await start();
  const { port } = await transport.listen();
  for (const bytes of [
    "GARBAGE\r\n\r\n",
    Buffer.from([0, 1, 2, 0xff, 13, 10, 13, 10]),
    "GET / HTTP/1.1\r\nHost\r\n\r\n",
  ]) {
    const heard = await sayBytes(port, bytes);
    expect(heard).toMatch(/^HTTP\/1\.1 400 /);
    expect(heard).toContain('"code":"malformed"');
  }
  expect(await sayBytes(port, `GET / HTTP/1.1\r\nHost: x\r\nA: ${"a".repeat(20_000)}\r\n\r\n`)).toContain(
    '"code":"payload_too_large"',
  );
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
});

test("closing lets a request in flight finish, and does not wait for idle connections", async () => {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const { transport } = await start({ readiness: () => held.then(() => ({ ready: true, checks: {} })) });
  const { port } = await transport.listen();
  await (await fetch(`http://127.0.0.1:${port}/healthz`)).text();
  const inFlight = fetch(`http://127.0.0.1:${port}/readyz`);
  await new Promise((resolve) => setTimeout(resolve, 50));
  const closed = transport.close(5_000);
  await expect(fetch(`http://localhost:${port}/healthz`)).rejects.toThrow();
  release();
  expect((await inFlight).status).toBe(200);
  await closed;
});

test("closing ends what does not finish in time", async () => {
  const { transport } = await start({ readiness: () => new Promise(() => undefined) });
  const { port } = await transport.listen();
  const inFlight = fetch(`http://127.0.0.1:${port}/readyz`);
  const cut = expect(inFlight).rejects.toThrow();
  await new Promise((resolve) => setTimeout(resolve, 50));
  await transport.close(100);
  await cut;
});

test("an answer that nobody reads is not kept for ever", async () => {
  const { transport } = await start();
  expect(transport.server.timeout).toBeGreaterThan(0);
  expect(transport.server.timeout).toBeLessThanOrEqual(60_000);
});
