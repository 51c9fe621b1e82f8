import { isErrorCode, type OperationInput, type OperationOutput } from "@parley/protocol";
import { backoffDelay } from "../connection/backoff.ts";
import { ParleyError } from "../errors.ts";
import { randomUuid } from "../uuid.ts";
import type { OutboxOwner } from "./outbox-owner.ts";
import type { OutboxEntry, OutboxStorage } from "./outbox-storage.ts";
import { RoomLine, type QueuedMessage } from "./room-line.ts";
import type { Outcome } from "./socket-requests.ts";

export type Acknowledgement = OperationOutput<"messages.send">;

export interface SendQueueParts {
  readonly storage: OutboxStorage;
  readonly owner: OutboxOwner;
  /** Sends over the live socket: there the server has said whose it is, so nothing goes out under another name. */
  transmit(input: OperationInput<"messages.send">, outcome: Outcome<"messages.send">): void;
  /** The access token was refused. */
  renew(): void;
  /** Called before `changed`, while the message is still in its line. */
  acknowledged(message: QueuedMessage, ack: Acknowledgement): void;
  changed(roomId: string): void;
  random(): number;
  now(): number;
}

/** More than a person can write on a long flight; a program is told to slow down. */
const waitingMax = 1_000;
/** A message that makes the server fail each time must not hold up those behind it for ever. */
const failuresOfServerMax = 5;

/**
 * Messages on their way to the server, kept in order in each room.
 *
 * One at a time in each room: were two on their way, the first might be refused for now (a rate limit, a restart) and
 * the second taken, and a retry would turn them round. Across a lost connection the first unacknowledged one is sent
 * again under the same id.
 */
export class SendQueue {
  readonly #parts: SendQueueParts;
  #lines = new Map<string, RoomLine>();
  #userId: string | undefined;
  #live = false;
  #lastPosition = 0;
  /** Where this page's own writing was when it turned to the account: what it left in the storage then is up to here. */
  #writtenBefore = 0;
  /** One write after another, whatever the storage: a message is never taken out before it was put in. */
  #writes: Promise<void> = Promise.resolve();

  constructor(parts: SendQueueParts) {
    this.#parts = parts;
  }

  /** Turns to another account's messages; those of the one before stay in the storage. */
  setUser(userId: string | undefined): void {
    if (userId === this.#userId) return;
    this.pause();
    this.#userId = userId;
    this.#lines = new Map();
    this.#writtenBefore = this.#lastPosition;
    this.#takeOver();
  }

  /** The socket is live for this account. */
  resume(): void {
    this.#live = true;
    this.#takeOver();
    for (const roomId of this.#lines.keys()) this.#pump(roomId);
  }

  pause(): void {
    this.#live = false;
    for (const line of this.#lines.values()) line.stopWaiting();
  }

  messages(roomId: string): readonly QueuedMessage[] {
    return this.#lines.get(roomId)?.messages ?? [];
  }

  write(roomId: string, body: string): string {
    if (this.#userId === undefined) throw new ParleyError("unauthenticated");
    const count = [...this.#lines.values()].reduce((sum, line) => sum + line.messages.length, 0);
    if (count >= waitingMax) throw new ParleyError("queue_full");
    const clientId = randomUuid();
    const at = this.#parts.now();
    const entry = {
      clientId,
      userId: this.#userId,
      roomId,
      body,
      at,
      position: this.#nextPosition(),
      owner: this.#parts.owner.id,
    };
    this.#store((storage) => storage.put(entry));
    this.#line(roomId).add({ entry, state: "queued" });
    this.#pump(roomId);
    this.#parts.changed(roomId);
    return clientId;
  }

  /** Tries a failed message again, behind all others. */
  retry(roomId: string, clientId: string): void {
    const message = this.#lines.get(roomId)?.find(clientId);
    if (message?.state !== "failed") return;
    const { failed: _, ...kept } = message.entry;
    const entry: OutboxEntry = { ...kept, position: this.#nextPosition() };
    this.#store((storage) => storage.put(entry));
    this.#line(roomId).remove(clientId);
    this.#line(roomId).add({ entry, state: "queued" });
    this.#pump(roomId);
    this.#parts.changed(roomId);
  }

  discard(roomId: string, clientId: string): void {
    if (this.#lines.get(roomId)?.find(clientId) === undefined) return;
    this.#remove(roomId, clientId);
    this.#pump(roomId);
    this.#parts.changed(roomId);
  }

  #pump(roomId: string): void {
    const line = this.#lines.get(roomId);
    const message = this.#live ? line?.next() : undefined;
    if (line === undefined || message === undefined) return;
    const { entry } = message;
    line.replace({ entry, state: "sending" });
    // An answer that comes after a change of account finds other lines.
    const current = () => this.#lines.get(roomId) === line;
    this.#parts.transmit(
      { roomId, clientId: entry.clientId, body: entry.body },
      {
        answered: (ack) => {
          if (current()) this.#acknowledged(line, entry, ack);
        },
        failed: (error) => {
          if (current()) this.#refused(line, entry, error);
        },
      },
    );
  }

  #acknowledged(line: RoomLine, entry: OutboxEntry, ack: Acknowledgement): void {
    line.refusals = 0;
    const message = line.find(entry.clientId);
    if (message !== undefined) this.#parts.acknowledged(message, ack);
    this.#remove(entry.roomId, entry.clientId);
    this.#pump(entry.roomId);
    this.#parts.changed(entry.roomId);
  }

  #refused(line: RoomLine, entry: OutboxEntry, error: ParleyError): void {
    const { roomId } = entry;
    line.refusals += 1;
    const hopeless = error.code === "internal" && line.refusals >= failuresOfServerMax;
    const given = line.find(entry.clientId);
    if (given === undefined) {
      // Discarded meanwhile.
    } else if ((error.retry === "never" && error.code !== "aborted") || hopeless) {
      line.refusals = 0;
      const failed: OutboxEntry = { ...entry, failed: isErrorCode(error.code) ? error.code : "internal" };
      this.#store((storage) => storage.put(failed));
      line.replace({ entry: failed, state: "failed", error });
    } else {
      line.replace({ entry, state: "queued" });
    }
    if (error.retry === "renew" || error.retry === "sign_in") this.#parts.renew();
    if (this.#live && error.retry !== "never") {
      const delay = Math.max(backoffDelay(line.refusals, this.#parts.random), (error.retryAfter ?? 0) * 1_000);
      line.wait(delay, () => this.#pump(roomId));
    }
    this.#pump(roomId);
    this.#parts.changed(roomId);
  }

  /** Takes in what this page, or one that is gone, has left in the storage. */
  #takeOver(): void {
    const userId = this.#userId;
    if (userId === undefined) return;
    const { storage, owner } = this.#parts;
    const left = async () => {
      await this.#writes;
      const entries = await storage.load(userId);
      return this.#userId === userId ? entries : [];
    };
    const adopt = async (from: string) => {
      const entries = (await left()).filter((entry) => entry.owner === from);
      for (const entry of entries) this.#adopt({ ...entry, owner: owner.id });
      await this.#writes;
    };
    void left().then(
      (entries) => {
        for (const from of new Set(entries.map((entry) => entry.owner))) {
          if (from !== owner.id) owner.claim(from, () => adopt(from));
        }
        for (const entry of entries) {
          if (entry.owner === owner.id && entry.position <= this.#writtenBefore) this.#adopt(entry);
        }
      },
      // A storage that cannot be read has nothing to take over; what is written now still goes out.
      () => {},
    );
  }

  #adopt(entry: OutboxEntry): void {
    const line = this.#line(entry.roomId);
    if (line.find(entry.clientId) !== undefined) return;
    this.#lastPosition = Math.max(this.#lastPosition, entry.position);
    this.#store((storage) => storage.put(entry));
    line.add(
      entry.failed === undefined
        ? { entry, state: "queued" }
        : { entry, state: "failed", error: new ParleyError(entry.failed) },
    );
    this.#pump(entry.roomId);
    this.#parts.changed(entry.roomId);
  }

  #line(roomId: string): RoomLine {
    const line = this.#lines.get(roomId) ?? new RoomLine();
    this.#lines.set(roomId, line);
    return line;
  }

  #remove(roomId: string, clientId: string): void {
    this.#store((storage) => storage.remove(clientId));
    const line = this.#lines.get(roomId);
    line?.remove(clientId);
    if (line?.messages.length === 0 && line.timer === undefined) this.#lines.delete(roomId);
  }

  #nextPosition(): number {
    this.#lastPosition = Math.max(this.#parts.now(), this.#lastPosition + 1);
    return this.#lastPosition;
  }

  #store(write: (storage: OutboxStorage) => Promise<void>): void {
    // A storage that is full or forbidden costs surviving a reload, not the message.
    this.#writes = this.#writes.then(() => write(this.#parts.storage)).catch(() => {});
  }
}
