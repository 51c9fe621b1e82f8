import { afterAll, beforeAll, expect, test } from "vitest";
import { ask, openWorld, sayBytes, summaryOfText, type World } from "./hostile-world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const head = "Host: localhost\r\nConnection: close\r\n";
const post = (headers: string, body: string) =>
  `POST /api/v1/auth/sign-in HTTP/1.1\r\n${head}Content-Type: application/json\r\n${headers}\r\n${body}`;
const websocket = "Upgrade: websocket\r\nConnection: Upgrade\r\n";
const key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
const upgrade = (path: string, headers: string) => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${headers}\r\n`;

/** Bytes as no client library would send them, and the status (with the code, where there is a body) that they get. */
const attacks: readonly (readonly [string, string | Buffer, string])[] = [
  ["garbage", "\u0000\u0001\u0002\r\n\r\n", "400 malformed"],
  ["a TLS greeting", Buffer.from([0x16, 0x03, 0x01, 0x00, 0x05, 1, 0, 0, 1, 0]), "400 malformed"],
  ["an HTTP/2 greeting", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "400 malformed"],
  ["a method in small letters", `get / HTTP/1.1\r\n${head}\r\n`, "400 malformed"],
  ["an unknown method", `GRAB / HTTP/1.1\r\n${head}\r\n`, "400 malformed"],
  ["HTTP of version 9", `GET / HTTP/9.9\r\n${head}\r\n`, "400 malformed"],
  ["a path with a NUL", `GET /\u0000 HTTP/1.1\r\n${head}\r\n`, "400 malformed"],
  ["a header without a name", `GET / HTTP/1.1\r\n${head}: x\r\n\r\n`, "400 malformed"],
  ["a blank before the colon", `GET / HTTP/1.1\r\n${head}X : y\r\n\r\n`, "400 malformed"],
  ["a NUL in a header", `GET / HTTP/1.1\r\n${head}X: a\u0000b\r\n\r\n`, "400 malformed"],
  ["17 KB of headers", `GET / HTTP/1.1\r\n${head}X: ${"a".repeat(17_000)}\r\n\r\n`, "413 payload_too_large"],
  ["17 KB of path", `GET /${"a".repeat(17_000)} HTTP/1.1\r\n${head}\r\n`, "413 payload_too_large"],
  ["two lengths", post("Content-Length: 2\r\nContent-Length: 3\r\n", "{}"), "400 malformed"],
  [
    "a length and chunks, as smugglers send them",
    post("Content-Length: 2\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
    "400 malformed",
  ],
  ["chunks that are not last", post("Transfer-Encoding: chunked, gzip\r\n", "0\r\n\r\n"), "400 malformed"],
  ["a negative length", post("Content-Length: -1\r\n", "{}"), "400 malformed"],
  ["a length in words", post("Content-Length: two\r\n", "{}"), "400 malformed"],
  ["a length of a terabyte", post("Content-Length: 1099511627776\r\n", "{}"), "413 payload_too_large"],
  ["a chunk of broken size", post("Transfer-Encoding: chunked\r\n", "zz\r\n{}\r\n0\r\n\r\n"), "400 malformed"],
  [
    "a request to be told to continue with too much",
    post("Content-Length: 1000000\r\nExpect: 100-continue\r\n", ""),
    "413 payload_too_large",
  ],
  ["an expectation that nobody meets", `GET /healthz HTTP/1.1\r\n${head}Expect: miracles\r\n\r\n`, "417"],
  ["a tunnel", `CONNECT evil.example:443 HTTP/1.1\r\n${head}\r\n`, "closed without an answer"],
  [
    "an offer of another protocol, which is not taken",
    upgrade("/ws", `Upgrade: h2c\r\nConnection: Upgrade\r\n${key}`),
    "404 not_found",
  ],
  ["an upgrade elsewhere", upgrade("/api/v1/rooms", `${websocket}${key}Sec-WebSocket-Version: 13\r\n`), "404"],
  [
    "an upgrade of a path that only looks like it",
    upgrade("/ws/../ws", `${websocket}${key}Sec-WebSocket-Version: 13\r\n`),
    "404",
  ],
  ["an upgrade without a key", upgrade("/ws", `${websocket}Sec-WebSocket-Version: 13\r\n`), "400"],
  [
    "an upgrade with a short key",
    upgrade("/ws", `${websocket}Sec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13\r\n`),
    "400",
  ],
  ["an upgrade of version 12", upgrade("/ws", `${websocket}${key}Sec-WebSocket-Version: 12\r\n`), "400"],
  [
    "an upgrade of a page elsewhere",
    upgrade("/ws", `${websocket}${key}Sec-WebSocket-Version: 13\r\nOrigin: https://evil.example\r\n`),
    "403",
  ],
];

test.each(attacks)("%s", async (_name, bytes, answer) => {
  const heard = await sayBytes(world, bytes);
  if (answer.includes(" ")) expect(summaryOfText(heard)).toBe(answer);
  else expect(heard).toMatch(new RegExp(`^HTTP/1\\.1 ${answer} `));
  expect(heard).not.toMatch(/<html|node_modules|\bat .*\.ts/i);
});

test("no answer takes a line of its header from the request", async () => {
  for (const path of [
    "/api/v1/x%0d%0aSet-Cookie:%20a=b",
    "/docs/%0d%0aX-Evil:%201",
    "/api/v1/rooms?query=%0d%0aX-Evil:%201",
  ]) {
    const { headers } = await ask(world, { path });
    expect(headers["set-cookie"]).toBeUndefined();
    expect(headers["x-evil"]).toBeUndefined();
  }
});

test("a smuggled second request is not answered for the first", async () => {
  const inner = `GET /api/v1/server HTTP/1.1\r\nHost: localhost\r\n\r\n`;
  const heard = await sayBytes(world, post(`Content-Length: 4\r\nTransfer-Encoding: chunked\r\n`, `0\r\n\r\n${inner}`));
  expect(heard.match(/HTTP\/1\.1/g)).toHaveLength(1);
});

test("nothing of all this failed inside, and the server answers", async () => {
  expect(world.log.filter((line) => line.includes('"level":50'))).toEqual([]);
  expect((await ask(world, { path: "/healthz" })).status).toBe(200);
});
