import type { OperationName } from "@parley/protocol";
import { beforeEach, expect, test } from "vitest";
import { Session } from "../auth/session.ts";
import { memoryTokenStorage } from "../auth/token-storage.ts";
import { ParleyError, type SdkErrorCode } from "../errors.ts";
import { ada } from "../live/events-for-tests.ts";
import { createCaller, type Call } from "./caller.ts";
import type { Http } from "./http.ts";
import { SocketRequests } from "./socket-requests.ts";

const room = "0199a1f2-0000-7000-8000-000000000001";
let live: boolean;
/** Where each call went. */
let log: string[];
/** Over the socket: an error, or nothing for an answer. Over HTTP: errors one after another, then answers. */
let socketError: ParleyError | undefined;
let httpErrors: ParleyError[];
let call: Call;

beforeEach(async () => {
  live = true;
  log = [];
  socketError = undefined;
  httpErrors = [];
  const http = (async (name: OperationName) => {
    log.push(`http ${name}`);
    if (name === "accounts.me" && log.length === 1) return { user: ada, email: "", createdAt: "" };
    const error = name === "auth.renew" ? undefined : httpErrors.shift();
    if (error !== undefined) throw error;
    return name === "auth.renew" ? { accessTokenExpiresAt: "", user: ada, sessionId: "" } : "over http";
  }) as Http;
  const session = new Session({ keep: "cookie", tokens: memoryTokenStorage(), now: Date.now, http });
  await session.discover();
  log = [];
  const requests: SocketRequests = new SocketRequests((frame) => {
    const { id, op } = JSON.parse(frame) as { id: number; op: string };
    log.push(`socket ${op}`);
    queueMicrotask(() => {
      if (socketError?.problem !== undefined) requests.reply({ id, error: socketError.problem });
      else if (socketError !== undefined) requests.failAll("connection_lost");
      else requests.reply({ id, ok: "over the socket" });
    });
    return true;
  });
  call = createCaller({ http, requests, session, live: () => live });
});

const lost = new ParleyError("connection_lost");
const problem = (code: "token_expired" | "not_a_member", status: number) =>
  new ParleyError(code, { problem: { type: "", title: "", status, code } });

test("a call goes over the socket while it is live, else over HTTP", async () => {
  expect(await call("rooms.mine", {})).toBe("over the socket");
  live = false;
  expect(await call("rooms.mine", {})).toBe("over http");
  expect(log).toEqual(["socket rooms.mine", "http rooms.mine"]);
});

test("signing in and out always goes over HTTP: a socket cannot set cookies", async () => {
  await call("auth.signOut", {});
  await call("server.info", {});
  expect(log).toEqual(["http auth.signOut", "http server.info"]);
});

test("what a socket alone can do is refused without one", async () => {
  live = false;
  await expect(call("sync.pause", { rooms: [room] })).rejects.toMatchObject({ code: "offline" });
});

test("a lost answer is asked for again only where doing it twice does no harm", async () => {
  socketError = lost;
  const again: Promise<unknown>[] = [
    call("rooms.mine", {}),
    call("rooms.markRead", { roomId: room, seq: 1 }),
    call("messages.send", { roomId: room, clientId: room, body: "x" }),
    call("rooms.create", { name: "x", visibility: "public", clientId: room }),
  ];
  for (const each of again) expect(await each).toBe("over http");
  const once: Promise<unknown>[] = [
    call("rooms.create", { name: "x", visibility: "public" }),
    call("rooms.leave", { roomId: room }),
    call("rooms.delete", { roomId: room }),
    call("rooms.removeMember", { roomId: room, userId: room }),
  ];
  for (const each of once) await expect(each).rejects.toMatchObject({ code: "connection_lost" satisfies SdkErrorCode });
  expect(log.filter((line) => line.startsWith("http"))).toHaveLength(4);
});

test("an expired token is renewed and the call repeated, whichever way it went", async () => {
  socketError = problem("token_expired", 401);
  expect(await call("rooms.leave", { roomId: room })).toBe("over http");
  live = false;
  httpErrors = [problem("token_expired", 401)];
  expect(await call("rooms.leave", { roomId: room })).toBe("over http");
  expect(log[1]).toBe("http auth.renew");
});

test("a token that is refused after its renewal is not renewed for ever", async () => {
  live = false;
  httpErrors = [problem("token_expired", 401), problem("token_expired", 401)];
  await expect(call("rooms.mine", {})).rejects.toMatchObject({ code: "token_expired" });
  expect(log.filter((line) => line === "http auth.renew")).toHaveLength(1);
});

test("a refusal is passed on as it is", async () => {
  socketError = problem("not_a_member", 403);
  await expect(call("rooms.leave", { roomId: room })).rejects.toMatchObject({ code: "not_a_member", retry: "never" });
  expect(log).toEqual(["socket rooms.leave"]);
});
