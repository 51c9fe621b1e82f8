import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import { createMemoryBus } from "../../adapters/bus-memory/bus-memory.ts";
import { AppError } from "../../kernel/app-error.ts";
import { silentLogger } from "../../kernel/logger.ts";
import { createGateway, type Gateway } from "./gateway.ts";

let server: Server;
let gateway: Gateway;
/** Where the next client seems to come from. */
let from: string;

const nobody = () => Promise.reject(new AppError("unauthenticated"));

beforeEach(async () => {
  server = createServer();
  gateway = createGateway({
    runner: { run: nobody },
    authenticate: {
      byAccessToken: nobody,
      byTicket: nobody,
      sessionAlive: async () => false,
      endedAmong: async () => [],
    },
    epoch: async () => "epoch",
    roomIdsOf: async () => [],
    timelines: { range: async () => [] },
    bus: createMemoryBus(() => {}),
    rules: { acceptsOrigin: () => true, accessTokenOf: () => undefined, addressOf: () => from },
    config: { socketsPerUser: 1, socketsPerAddress: 2, socketBufferSoft: 65_536, socketBufferHard: 65_536 },
    logger: silentLogger,
  });
  gateway.attach(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(async () => {
  await gateway.drain(0);
  server.close();
});

/** The status of the answer to a handshake: 101 is a socket. */
function knock(address: string): Promise<{ status: number; socket: WebSocket }> {
  from = address;
  const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/ws`);
  socket.on("error", () => {});
  return new Promise((resolve) => {
    socket.on("open", () => resolve({ status: 101, socket }));
    socket.on("unexpected-response", (_request, response) => resolve({ status: response.statusCode ?? 0, socket }));
  });
}

test("one home's many IPv6 addresses count as one", async () => {
  const statuses: number[] = [];
  for (const address of ["2001:db8::1", "2001:db8::2", "2001:db8::3", "2001:db8:0:1::1"]) {
    statuses.push((await knock(address)).status);
  }
  expect(statuses).toEqual([101, 101, 429, 101]);
});

test("a socket that is closed makes room for another from the same address", async () => {
  const first = await knock("192.0.2.1");
  await knock("192.0.2.1");
  expect((await knock("192.0.2.1")).status).toBe(429);
  first.socket.close();
  await expect.poll(() => gateway.sockets()).toBe(1);
  expect((await knock("192.0.2.1")).status).toBe(101);
});
