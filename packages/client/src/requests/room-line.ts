import type { ParleyError } from "../errors.ts";
import type { OutboxEntry } from "./outbox-storage.ts";

/** A message that is not acknowledged yet. Replaced, never changed, so that it can be compared by identity. */
export interface QueuedMessage {
  readonly entry: OutboxEntry;
  readonly state: "queued" | "sending" | "failed";
  readonly error?: ParleyError;
}

/** The unacknowledged messages of one room, in order of writing. */
export class RoomLine {
  #messages: readonly QueuedMessage[] = [];
  /** Set while the line waits before its next try. */
  timer: ReturnType<typeof setTimeout> | undefined;
  /** Refusals of the first message in a row. */
  refusals = 0;

  /** The same array until something changes. */
  get messages(): readonly QueuedMessage[] {
    return this.#messages;
  }

  /** Adds by position: what another page has left behind was written before. */
  add(message: QueuedMessage): void {
    const after = this.#messages.findLastIndex((other) => other.entry.position <= message.entry.position) + 1;
    this.#messages = this.#messages.toSpliced(after, 0, message);
  }

  replace(message: QueuedMessage): void {
    this.#messages = this.#messages.map((other) => (other.entry.clientId === message.entry.clientId ? message : other));
  }

  remove(clientId: string): void {
    this.#messages = this.#messages.filter((message) => message.entry.clientId !== clientId);
  }

  find(clientId: string): QueuedMessage | undefined {
    return this.#messages.find((message) => message.entry.clientId === clientId);
  }

  /** What is to be sent now: the oldest that has not failed, unless one is on its way. */
  next(): QueuedMessage | undefined {
    if (this.timer !== undefined || this.#messages.some((message) => message.state === "sending")) return undefined;
    return this.#messages.find((message) => message.state === "queued");
  }

  wait(ms: number, then: () => void): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = undefined;
      then();
    }, ms);
  }

  stopWaiting(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
