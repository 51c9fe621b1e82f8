import { createServer, type AddressInfo, type Socket } from "node:net";
import { answer } from "../processes/child.ts";
import { serverFrame } from "../wire/frames.ts";
import { sampleBody, sampleMessage } from "./sample-message.ts";

/*
 * The least that a broadcaster in Node can do: one prebuilt frame, written to each raw socket. Each byte that comes in asks
 * for one message. Only the ten digits of the seq are put in anew, so that the generator can check the order.
 */

const firstSeq = 1_000_000_000;
const sockets = new Set<Socket>();
let frame = serverFrame(JSON.stringify(sampleMessage(firstSeq, "0".repeat(36), sampleBody)));
let seqAt = frame.indexOf('"seq":') + 6;
let seq = firstSeq;

function broadcast(): void {
  const own = Buffer.from(frame);
  own.write(String(++seq), seqAt, "latin1");
  for (const socket of sockets) socket.write(own);
}

const server = createServer({ noDelay: true }, (socket) => {
  sockets.add(socket);
  socket.on("data", (data) => {
    for (let i = 0; i < data.length; i++) broadcast();
  });
  socket.on("error", () => socket.destroy());
  socket.on("close", () => sockets.delete(socket));
});

answer({
  listen: () =>
    new Promise<number>((resolve) => {
      server.listen(0, "127.0.0.1", 4096, () => resolve((server.address() as AddressInfo).port));
    }),
  /** Resolves when so many are connected: to a client a connection is open before the server has it. */
  connected: async (count: number) => {
    while (sockets.size < count) await new Promise((resolve) => setTimeout(resolve, 5));
  },
  /** Makes the frame as long as the one it is compared with. */
  setFrameBytes: (bytes: number) => {
    const longer = bytes - frame.length;
    const body = longer >= 0 ? sampleBody + "+".repeat(longer) : sampleBody.slice(0, longer);
    frame = serverFrame(JSON.stringify(sampleMessage(firstSeq, "0".repeat(36), body)));
    seqAt = frame.indexOf('"seq":') + 6;
    return frame.length;
  },
});
