import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import { answer } from "../processes/child.ts";
import { sampleMessage } from "./sample-message.ts";

/* socket.io as its guide shows it: default settings, one room, nothing checked and nothing stored. */

const http = createServer();
const io = new Server(http);
let seq = 0;

io.on("connection", (socket) => {
  void socket.join("bench");
  socket.on("send", (message: { clientId: string; body: string }) => {
    io.to("bench").emit("message", sampleMessage(++seq, message.clientId, message.body));
  });
});

answer({
  listen: () =>
    new Promise<number>((resolve) => {
      http.listen(0, "127.0.0.1", 4096, () => resolve((http.address() as AddressInfo).port));
    }),
});
