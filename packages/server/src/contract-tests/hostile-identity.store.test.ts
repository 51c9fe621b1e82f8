import { createHmac, randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadSecrets } from "../config/secrets.ts";
import { createAccessTokens } from "../modules/auth/access-token.ts";
import { callHttp, signUp, TestSocket } from "../testing/index.ts";
import { ask, openWorld, type World } from "./hostile-world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const decode = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString()) as Record<string, unknown>;
const me = async (authorization: string) =>
  (await ask(world, { path: "/api/v1/me", headers: { authorization } })).summary;

describe("a forged access token", () => {
  const parts = () => world.mallory.accessToken.split(".") as [string, string, string];
  const adas = () => ({ ...decode(parts()[1]), sub: world.ada.user.id, sid: world.ada.sessionId });
  const forged: [string, () => string | Promise<string>][] = [
    ["with another person in it", () => [parts()[0], encode(adas()), parts()[2]].join(".")],
    ["without a signature", () => [encode({ alg: "none", typ: "at+jwt" }), encode(adas()), ""].join(".")],
    ["that calls its algorithm nOnE", () => [encode({ alg: "nOnE", typ: "at+jwt" }), encode(adas()), "x"].join(".")],
    ["with half a signature", () => [parts()[0], parts()[1], parts()[2].slice(0, 20)].join(".")],
    ["with another's signature", () => [parts()[0], encode(adas()), world.ada.accessToken.split(".")[2]].join(".")],
    [
      "signed with an empty key",
      () => {
        const signed = `${parts()[0]}.${encode(adas())}`;
        return `${signed}.${createHmac("sha256", "").update(signed).digest("base64url")}`;
      },
    ],
    [
      "signed with a key it brings along",
      () =>
        new SignJWT(adas())
          .setProtectedHeader({ alg: "HS256", typ: "at+jwt", jwk: { kty: "oct" }, kid: "../../dev/null" })
          .sign(new Uint8Array(32)),
    ],
    ["of two parts", () => parts().slice(0, 2).join(".")],
    ["of four parts", () => [...parts(), "x"].join(".")],
    ["that is a refresh token", () => world.mallory.refreshToken],
    ["of 4,000 characters", () => "x".repeat(4_000)],
    ["of 10,000 characters", () => "x".repeat(10_000)],
    ["with a blank in it", () => `${parts()[0]} ${parts()[1]}`],
    ["that is a session's id", () => world.ada.sessionId],
  ];

  test.each(forged)("%s is nobody's", async (_name, forge) => {
    const token = await forge();
    expect(await me(`Bearer ${token}`)).toBe("401 unauthenticated");
    const socket = await new TestSocket(world.server.url).opened();
    if (token.length <= 4_000) {
      socket.ws.send(JSON.stringify({ type: "authenticate", token }));
      expect(await socket.closed).toBe(4001);
    } else await socket.close();
  });

  test("of right make works, so that the above means something", async () => {
    expect(await me(`Bearer ${world.mallory.accessToken}`)).toBe("200");
  });

  test("that has expired is told to be renewed", async () => {
    const key = loadSecrets({ dataDir: "/nonexistent", secretKey: world.secretKey }).key("tokens");
    const { ada } = world;
    const sign = async (now: number) => (await createAccessTokens(key, { now: () => now }).sign(ada)).token;
    expect(await me(`Bearer ${await sign(Date.now())}`)).toBe("200");
    expect(await me(`Bearer ${await sign(Date.now() - 3_600_000)}`)).toBe("401 token_expired");
  });
});

describe("who somebody is comes from the session only", () => {
  test.each(["x-user-id", "x-forwarded-user", "x-remote-user", "remote-user", "x-parley-user"])(
    "not from %s",
    async (header) => {
      const answer = await ask(world, { path: "/api/v1/me", headers: { [header]: world.ada.user.id } });
      expect(JSON.parse(answer.text)).toMatchObject({ user: { id: world.mallory.user.id } });
      const nobody = await ask(world, {
        path: "/api/v1/me",
        headers: { authorization: "", [header]: world.ada.user.id },
      });
      expect(nobody.summary).toBe("401 unauthenticated");
    },
  );

  test.each(["Basic bWFsbG9yeTp4", "Bearer", "Bearer ", "bearer:x", "Token x", "Digest username=ada"])(
    "not from the scheme of Authorization: %s, even with a good cookie",
    async (authorization) => {
      const cookie = `parley=${world.mallory.accessToken}`;
      const { summary } = await ask(world, { path: "/api/v1/me", headers: { authorization, cookie } });
      expect(summary).toBe("401 unauthenticated");
    },
  );

  test("not from a token in the address", async () => {
    const { ada } = world;
    for (const name of ["access_token", "token", "authorization"]) {
      const path = `/api/v1/rooms?${name}=${ada.accessToken}`;
      expect((await ask(world, { path, headers: { authorization: "" } })).summary).toBe("401 unauthenticated");
    }
  });

  test("not from an address that a stranger's proxy claims", async () => {
    await ask(world, {
      method: "POST",
      path: "/api/v1/auth/sign-in",
      headers: { authorization: "", "x-forwarded-for": "203.0.113.7", "x-real-ip": "203.0.113.7" },
      body: { login: world.mallory.user.username, password: "correct horse battery staple" },
    });
    const { sessions } = await world.mallory.call("sessions.list", {});
    expect(sessions).toHaveLength(2);
    expect(sessions.map(({ address }) => address)).not.toContain("203.0.113.7");
  });
});

describe("a ticket", () => {
  const open = (query: string) => new TestSocket(world.server.url, { query });

  test("opens one socket, once", async () => {
    const { ticket } = await world.mallory.call("auth.createTicket", {});
    const first = open(`?ticket=${ticket}`);
    expect((await first.hello()).user.id).toBe(world.mallory.user.id);
    const second = open(`?ticket=${ticket}`);
    expect((await second.waitFor(({ error }) => error !== undefined)).error?.code).toBe("invalid_ticket");
    expect(await second.closed).toBe(4001);
    await first.close();
  });

  test("raced for by ten sockets lets one in", async () => {
    const { ticket } = await world.mallory.call("auth.createTicket", {});
    const sockets = Array.from({ length: 10 }, () => open(`?ticket=${ticket}`));
    const greeted = await Promise.all(
      sockets.map((socket) => Promise.race([socket.hello().then(() => true), socket.closed.then(() => false)])),
    );
    expect(greeted.filter(Boolean)).toHaveLength(1);
    await Promise.all(sockets.map((socket) => socket.close()));
  });

  test("of a session that has ended opens nothing", async () => {
    const leaving = await signUp(world.server, "leaving");
    const { ticket } = await leaving.call("auth.createTicket", {});
    await leaving.call("auth.signOut", {});
    expect(await open(`?ticket=${ticket}`).closed).toBe(4001);
  });

  const forged = ["", "x", "%00", "x".repeat(5_000), "' or 1=1 --", randomUUID()];
  test.each(forged)("that is %j opens nothing", async (ticket) => {
    expect(await open(`?ticket=${encodeURIComponent(ticket)}`).closed).toBe(4001);
  });

  test("is nothing to HTTP", async () => {
    const { ticket } = await world.mallory.call("auth.createTicket", {});
    const answer = await ask(world, { path: `/api/v1/rooms?ticket=${ticket}`, headers: { authorization: "" } });
    expect(answer.summary).toBe("401 unauthenticated");
    expect(await me(`Bearer ${ticket}`)).toBe("401 unauthenticated");
  });
});

describe("a page elsewhere", () => {
  const cookie = () => `parley=${world.mallory.accessToken}`;
  const own = () => world.server.url.replace("127.0.0.1", "localhost");
  const foreign = [
    "https://evil.example",
    "null",
    "",
    "http://localhost.evil.example",
    "http://evil.example#http://localhost:8080",
    "http://localhost:1",
    "https://localhost:8080",
    "http://localhost:8080, http://evil.example",
    "file://",
    "chrome-extension://abc",
  ];

  test.each(foreign)("of the origin %j opens no socket, whatever it brings", async (origin) => {
    const { ticket } = await world.mallory.call("auth.createTicket", {});
    for (const query of ["", `?ticket=${ticket}`]) {
      const socket = new TestSocket(world.server.url, { query, headers: { cookie: cookie(), origin } });
      await expect(socket.opened()).rejects.toThrow("403");
    }
  });

  test.each(foreign)("of the origin %j changes nothing with cookies", async (origin) => {
    const headers = { authorization: "", cookie: cookie(), origin, "x-parley-request": "1" };
    const asked = { method: "DELETE", path: `/api/v1/rooms/${world.ownRoom}`, headers };
    // Without the header at all there is no origin to refuse; an empty one cannot be sent by this test over HTTP.
    if (origin !== "") expect((await ask(world, asked)).summary).toBe("403 forbidden_origin");
    const { origin: _, "x-parley-request": __, ...bare } = headers;
    expect((await ask(world, { ...asked, headers: bare })).summary).toBe("403 forbidden_origin");
    await world.mallory.call("rooms.get", { roomId: world.ownRoom });
  });

  test("of the own origin does open a socket with its cookie, so that the above means something", async () => {
    const { host } = new URL(own());
    const socket = new TestSocket(world.server.url, { headers: { cookie: cookie(), origin: own(), host } });
    expect((await socket.hello()).user.id).toBe(world.mallory.user.id);
    await socket.close();
  });

  test("a cookie without an origin opens no session on a socket: programs bring a ticket or a token", async () => {
    const socket = await new TestSocket(world.server.url, { headers: { cookie: cookie() } }).opened();
    expect((await socket.request("accounts.me", {})).error?.code).toBe("unauthenticated");
    await socket.close();
  });
});

test("a refresh token used again ends the session that it belongs to, everywhere", async () => {
  const robbed = await signUp(world.server, "robbed");
  const socket = await robbed.socket();
  const renew = (refreshToken: string) => callHttp(world.server.url, "auth.renew", { refreshToken });
  const second = (await renew(robbed.refreshToken)).body as { tokens: { refreshToken: string; accessToken: string } };
  const third = (await renew(second.tokens.refreshToken)).body as typeof second;
  const stolen = await renew(robbed.refreshToken);
  expect([stolen.status, (stolen.body as { code: string }).code]).toEqual([401, "session_ended"]);
  expect(await socket.closed).toBe(4003);
  expect(await me(`Bearer ${third.tokens.accessToken}`)).toBe("401 session_ended");
});
