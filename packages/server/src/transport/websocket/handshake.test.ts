import { createServer, type Server } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { refuseUpgrade } from "./handshake.ts";

let server: Server;
afterEach(() => server.close());

/** A client that asks for a socket, is refused, and never hangs up by itself. */
async function refusedAndSilent(): Promise<void> {
  server = createServer();
  server.on("upgrade", (_request, socket) => refuseUpgrade(socket, "403 Forbidden"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const client = connect({ port: (server.address() as AddressInfo).port, allowHalfOpen: true });
  client.on("error", () => {});
  client.write("GET /ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
  const answer = await new Promise<string>((resolve) => client.once("data", (data) => resolve(data.toString())));
  expect(answer).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n/);
}

const connections = () => new Promise<number>((resolve) => server.getConnections((_error, count) => resolve(count)));

test("somebody who is refused a socket and does not hang up keeps no connection, nor the server from stopping", async () => {
  await refusedAndSilent();
  await expect.poll(connections, { timeout: 2_000 }).toBe(0);
});
