import { connect } from "node:net";
import { expect, test } from "vitest";
import { startTestServer } from "../testing/index.ts";

/** The first line of the answer to a request that offers to go on in another protocol, as some clients always do. */
function statusOf(url: string, path: string, protocol: string): Promise<string> {
  const { port, hostname } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\n` +
      `Upgrade: ${protocol}\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n`,
  );
  return new Promise((resolve, reject) => {
    socket.on("error", reject);
    socket.once("data", (data) => {
      socket.destroy();
      resolve(data.toString().split("\r\n", 1)[0]!);
    });
  });
}

test("an offer of HTTP/2 is not taken, and the request is answered all the same", async () => {
  const server = await startTestServer();
  expect(await statusOf(server.url, "/healthz", "h2c")).toBe("HTTP/1.1 200 OK");
  expect(await statusOf(server.url, "/healthz", "websocket")).toBe("HTTP/1.1 404 Not Found");
  await server.close();
});
