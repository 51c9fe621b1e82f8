import { closeCodes } from "@parley/protocol";
import { setTimeout as sleep } from "node:timers/promises";
import type { SocketSession } from "./socket-session.ts";
import { textFrame } from "./text-frame.ts";

/** Time that closed sockets have to read their close frame when the server stops. */
const closingMs = 500;

/** The sockets of this process, signed in or not, counted by network address. */
export class OpenSockets {
  readonly #sockets = new Set<SocketSession>();
  readonly #perAddress = new Map<string, number>();

  get size(): number {
    return this.#sockets.size;
  }

  countFrom(address: string): number {
    return this.#perAddress.get(address) ?? 0;
  }

  add(socket: SocketSession, address: string): void {
    this.#sockets.add(socket);
    this.#perAddress.set(address, this.countFrom(address) + 1);
  }

  delete(socket: SocketSession, address: string): void {
    if (!this.#sockets.delete(socket)) return;
    const left = this.countFrom(address) - 1;
    if (left > 0) this.#perAddress.set(address, left);
    else this.#perAddress.delete(address);
  }

  /** Tells all to come back elsewhere, spread over some time; then closes what is still here. */
  async sendAway(spreadMs: number): Promise<void> {
    for (const socket of this.#sockets) {
      const afterMs = Math.floor(Math.random() * spreadMs);
      socket.out.pushReply(textFrame(JSON.stringify({ type: "server.reconnect", afterMs })));
    }
    if (this.size > 0) await sleep(spreadMs);
    for (const socket of this.#sockets) socket.close(closeCodes.restarting);
    if (this.size > 0) await sleep(closingMs);
    for (const socket of this.#sockets) socket.terminate();
  }
}
