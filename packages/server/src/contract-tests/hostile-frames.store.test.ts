import { randomUUID } from "node:crypto";
import type { Socket } from "node:net";
import { limits } from "@parley/protocol";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TestSocket } from "../testing/index.ts";
import { frameAttacks } from "./hostile-frames.ts";
import { ask, openWorld, type World } from "./hostile-world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

/** Mallory's socket, and the connection below it. */
async function openMallorys(): Promise<{ socket: TestSocket; connection: Socket }> {
  const socket = new TestSocket(world.server.url);
  const upgraded = new Promise<Socket>((resolve) => socket.ws.once("upgrade", (answer) => resolve(answer.socket)));
  await socket.authenticate(world.mallory.accessToken);
  return { socket, connection: await upgraded };
}

const errorOf = (socket: TestSocket) => socket.waitFor(({ error }) => error !== undefined);

describe("on a signed-in socket", () => {
  test.each(frameAttacks)("%s", async (_name, make, answer) => {
    const { socket, connection } = await openMallorys();
    for (const frame of [make(world)].flat()) connection.write(frame);
    if (answer.error) expect((await errorOf(socket)).error?.code).toBe(answer.error);
    if (answer.ok) expect(await socket.waitFor(({ id }) => id === 1)).toHaveProperty("ok");
    if (answer.close) return expect(await socket.closed).toBe(answer.close);
    // What was answered has not harmed the socket.
    socket.ws.send('{"type":"ping"}');
    await socket.waitFor(({ type }) => type === "pong");
    await socket.close();
  });
});

describe("on a socket of nobody", () => {
  const open = () => new TestSocket(world.server.url).opened();

  test.each(["rooms.mine", "accounts.me", "sync.resume", "messages.send", "auth.createTicket"])(
    "%s needs a person",
    async (op) => {
      const socket = await open();
      expect((await socket.request(op, {})).error?.code).toBe("unauthenticated");
      await socket.close();
    },
  );

  test("a forged token closes it and says to authenticate", async () => {
    const socket = await open();
    socket.ws.send(JSON.stringify({ type: "authenticate", token: "forged" }));
    expect((await errorOf(socket)).error?.code).toBe("unauthenticated");
    expect(await socket.closed).toBe(4001);
  });

  test("who says nothing is put out in a few seconds", async () => {
    const socket = await open();
    const since = Date.now();
    expect(await socket.closed).toBe(4001);
    expect(Date.now() - since).toBeLessThan(limits.authenticateWithinSeconds * 1_000 + 1_500);
  });

  test("two authentications at once are one", async () => {
    const socket = await open();
    const frame = JSON.stringify({ type: "authenticate", token: world.mallory.accessToken });
    socket.ws.send(frame);
    socket.ws.send(frame);
    expect((await errorOf(socket)).error?.code).toBe("already_authenticated");
    await socket.hello();
    expect(socket.frames.filter(({ type }) => type === "hello")).toHaveLength(1);
    await socket.close();
  });
});

test("more requests at once than are allowed are refused one by one, and the rest answered", async () => {
  const socket = await world.mallory.socket();
  const count = limits.requestsInFlightMax + 100;
  const asked = Array.from({ length: count }, () => socket.request("rooms.mine", {}));
  const replies = await Promise.all(asked);
  const refused = replies.filter(({ error }) => error?.code === "rate_limited");
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.length).toBeLessThanOrEqual(100);
  expect(replies.filter(({ ok }) => ok)).toHaveLength(count - refused.length);
  await socket.close();
});

test("the same id twice at once gets two answers, and neither is somebody else's", async () => {
  const socket = await world.mallory.socket();
  for (const op of ["accounts.me", "server.info"]) socket.ws.send(JSON.stringify({ id: 5, op, input: {} }));
  await expect.poll(() => socket.frames.filter(({ id }) => id === 5).length).toBe(2);
  await socket.close();
});

test("a socket that is cut in the middle of everything leaves nothing behind", async () => {
  for (let i = 0; i < 20; i++) {
    const { socket, connection } = await openMallorys();
    for (let j = 0; j < 20; j++) {
      const input = { roomId: world.ownRoom, clientId: randomUUID(), body: "x" };
      socket.ws.send(JSON.stringify({ id: j, op: "messages.send", input }));
    }
    connection.destroy();
    await socket.closed;
  }
  expect((await ask(world, { path: "/readyz" })).status).toBe(200);
});

test("nothing of all this failed inside", () => {
  expect(frameAttacks.length).toBeGreaterThan(80);
  expect(world.log.filter((line) => line.includes('"level":50'))).toEqual([]);
});
