import { describe, expect, test } from "vitest";
import { WebSocketServer, type WebSocket } from "ws";
import { FrameReader, clientFrame, opcodes, serverFrame } from "./frames.ts";

const payloads = ["", "a", "x".repeat(125), "y".repeat(126), "ä".repeat(300), "z".repeat(65_535)];

function readAll(stream: Buffer, chunkLength: number): string[] {
  const reader = new FrameReader();
  const seen: string[] = [];
  const shared = Buffer.alloc(chunkLength);
  for (let at = 0; at < stream.length; at += chunkLength) {
    const length = stream.copy(shared, 0, at, at + chunkLength);
    reader.read(shared, length, (data, start, end, opcode) => {
      expect(opcode).toBe(opcodes.text);
      seen.push(data.toString("utf8", start, end));
    });
  }
  return seen;
}

describe("FrameReader", () => {
  test.each([1, 2, 3, 7, 130, 65_536, 1_000_000])("frames come out whole when reads are %i bytes long", (length) => {
    const few = payloads.slice(0, 5);
    expect(readAll(Buffer.concat(few.map(serverFrame)), length)).toEqual(few);
  });

  test("a frame with a 64-bit length is read", () => {
    const body = Buffer.alloc(100_000, "q");
    const head = Buffer.from([0x81, 127, 0, 0, 0, 0, 0, 0, 0, 0]);
    head.writeUInt32BE(body.length, 6);
    expect(readAll(Buffer.concat([head, body, serverFrame("after")]), 1_024)).toEqual([body.toString(), "after"]);
  });
});

test("a real WebSocket server understands the frames that the generator builds", async () => {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1", maxPayload: 100_000 });
  await new Promise((resolve) => server.once("listening", resolve));
  const seen: string[] = [];
  const done = new Promise<void>((resolve) => {
    server.once("connection", (socket: WebSocket) => {
      socket.on("message", (message: Buffer) => {
        if (seen.push(message.toString()) === payloads.length) resolve();
      });
    });
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("No port");
  const { LeanSocket } = await import("./lean-socket.ts");
  const socket = await LeanSocket.connect({ port: address.port, path: "/", onFrame: () => {} });
  for (const payload of payloads) socket.write(clientFrame(payload));
  await done;
  expect(seen).toEqual(payloads);
  socket.destroy();
  await new Promise((resolve) => server.close(resolve));
});
