import { randomUUID } from "node:crypto";
import type { World } from "../hostile-world.ts";
import { invalid, malformed, type Attack } from "./attack.ts";

const got = (name: string, path: (world: World) => string, answer: string): Attack => [
  name,
  (world) => ({ path: path(world) }),
  answer,
];
const history = (query: string, answer = invalid): Attack =>
  got(`history?${query}`, ({ ownRoom }) => `/api/v1/rooms/${ownRoom}/history?${query}`, answer);
const directory = (query: string, answer = invalid): Attack =>
  got(`rooms?${query}`, () => `/api/v1/rooms?${query}`, answer);
const queries: readonly Attack[] = [
  ...["before=x", "before=-1", "before=1.5", "before=1e3", "before=0x10", "before=%201", "before=", "before"].map(
    (query) => history(query),
  ),
  ...["before=9007199254740993", "before=99999999999999999999", "before=NaN", "before=Infinity", "before=null"].map(
    (query) => history(query),
  ),
  ...["before=1&before=2", "before[]=1", "before[$gt]=1", "limit=0", "limit=201", "limit=-1", "unknown=1"].map(
    (query) => history(query),
  ),
  ...[
    "from=yesterday",
    "from=2026-13-01T00:00:00Z",
    "from=2026-02-30T00:00:00Z",
    "from=infinity",
    "from=now()",
    "from=0",
  ].map((query) => history(query)),
  ...["before=1&after=1", "before=1&around=1", "after=1&around=1"].map((query) => history(query)),
  history("from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", "200"),
  history("before=0", "200"),
  history("after=9007199254740991", "200"),
  history("before=%ff", malformed),
  history("before=%", malformed),
  history("%ff=1", malformed),
  history("__proto__=1"),
  history("constructor=1"),
  directory("limit=101"),
  directory("category=secret"),
  directory("category=general&category=work"),
  directory(`query=${"x".repeat(101)}`),
  directory("query=%00", "200"),
  directory("query=%27%3B%20drop%20table%20rooms%3B--", "200"),
  directory("query=%25_%5C", "200"),
  directory("query=!%26%7C%28%29%3A*", "200"),
  directory("cursor="),
  directory("cursor=garbage"),
  directory("cursor=bnVsbA"),
  directory(`cursor=${Buffer.from('{"name":{"$gt":""}}').toString("base64url")}`),
  directory(`cursor=${Buffer.from('["\\u0000","x"]').toString("base64url")}`),
  directory(`cursor=${"A".repeat(501)}`),
];

const paths: readonly Attack[] = [
  got("a room's id that is no UUID", () => "/api/v1/rooms/1", invalid),
  got("a room's id in capitals", ({ ownRoom }) => `/api/v1/rooms/${ownRoom.toUpperCase()}`, invalid),
  got("a room's id and a newline", ({ ownRoom }) => `/api/v1/rooms/${ownRoom}%0a`, invalid),
  got("a room's id and a NUL", ({ ownRoom }) => `/api/v1/rooms/${ownRoom}%00`, invalid),
  got("a room's id with SQL", ({ ownRoom }) => `/api/v1/rooms/${ownRoom}'%20or%20'1'='1`, invalid),
  got("a very long room's id", () => `/api/v1/rooms/${"a".repeat(4_000)}`, "404 not_found"),
  got("a room that never was", () => `/api/v1/rooms/${randomUUID()}`, "404 not_found"),
  got("somebody else's room", ({ room }) => `/api/v1/rooms/${room}`, "404 not_found"),
  got("somebody else's history", ({ room }) => `/api/v1/rooms/${room}/history`, "404 not_found"),
  got("somebody else's members", ({ room }) => `/api/v1/rooms/${room}/members`, "404 not_found"),
  got("a path that climbs out", () => "/api/v1/rooms/../../../etc/passwd", "404 unknown_operation"),
  got("a path that climbs out in code", () => "/api/v1/rooms/..%2f..%2fme", invalid),
  got("a file of the server", () => "/package.json", "404 not_found"),
  got("a path with a broken escape", () => "/api/v1/rooms/%zz", malformed),
  got("a path that is not UTF-8", () => "/api/v1/rooms/%c0%af", malformed),
  got("a double slash", () => "/api/v1//rooms", "404 unknown_operation"),
  got("a slash at the end", () => "/api/v1/rooms/", invalid),
  got("another version", () => "/api/v2/rooms", "404 not_found"),
  got("a path in capitals", () => "/API/V1/ROOMS", "404 not_found"),
  got("an operation's name for a path", () => "/api/v1/rooms.list", "404 unknown_operation"),
  got("an operation of the socket only", () => "/api/v1/sync/pause", "404 unknown_operation"),
  got("the socket's path without a socket", () => "/ws", "404 not_found"),
  ["an absolute address, whose host counts for nothing", () => ({ path: "http://evil.example/api/v1/me" }), "200"],
];

const methods: readonly Attack[] = [
  ...["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"].map((method): Attack => [
    `${method} of a path that does not know it`,
    () => ({ method, path: "/api/v1/rooms" }),
    "405 method_not_allowed",
  ]),
  [
    "a method in disguise",
    () => ({ path: "/api/v1/sessions", headers: { "x-http-method-override": "DELETE" } }),
    "200",
  ],
  [
    "a body where none belongs",
    ({ ownRoom }) => ({ method: "DELETE", path: `/api/v1/rooms/${ownRoom}`, body: { force: true } }),
    invalid,
  ],
  [
    "a query where a body belongs",
    () => ({ method: "POST", path: "/api/v1/rooms?name=x&visibility=public", body: {} }),
    invalid,
  ],
];

export const pathAttacks: readonly Attack[] = [...queries, ...paths, ...methods];
