import type { ReadState } from "@parley/protocol";
import { toParleyError } from "../errors.ts";
import type { Call } from "../requests/caller.ts";

/** Read positions on their way to the server: one request for each room at a time, only the newest position counts. */
export class ReadMarks {
  readonly #parts: { call: Call; read: (roomId: string, state: ReadState) => void };
  readonly #wanted = new Map<string, number>();
  readonly #sending = new Map<string, Promise<void>>();

  constructor(parts: { call: Call; read: (roomId: string, state: ReadState) => void }) {
    this.#parts = parts;
  }

  mark(roomId: string, seq: number): Promise<void> {
    this.#wanted.set(roomId, Math.max(seq, this.#wanted.get(roomId) ?? 0));
    return this.#pump(roomId);
  }

  /** The connection is back: what could not be sent is sent now. */
  resume(): void {
    for (const roomId of this.#wanted.keys()) void this.#pump(roomId);
  }

  clear(): void {
    this.#wanted.clear();
  }

  #pump(roomId: string): Promise<void> {
    const sending = this.#sending.get(roomId) ?? this.#send(roomId).finally(() => this.#sending.delete(roomId));
    this.#sending.set(roomId, sending);
    return sending;
  }

  async #send(roomId: string): Promise<void> {
    for (let seq = this.#wanted.get(roomId); seq !== undefined; seq = this.#wanted.get(roomId)) {
      try {
        const state = await this.#parts.call("rooms.markRead", { roomId, seq });
        if (this.#wanted.get(roomId) === seq) this.#wanted.delete(roomId);
        this.#parts.read(roomId, state);
      } catch (thrown) {
        // Not possible just now: kept for the next connect. Never possible: the room is gone for me.
        if (toParleyError(thrown).retry === "never") this.#wanted.delete(roomId);
        return;
      }
    }
  }
}
