import type { HelloFrame, OperationOutput, Problem, TimelineEvent } from "@parley/protocol";
import { callHttp } from "@parley/server/testing";
import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { WebSocket } from "ws";
import type { Ack, Entry } from "./history-checker.ts";
import { entryOf } from "./stored-rooms.ts";

type Frame = { id?: number; type?: string; seq?: number; room?: string; ok?: unknown; error?: Problem };

const retryMs = 100;

/**
 * One person on one bare socket in one room, as protocol.md describes a client: sends without waiting, sends again what
 * was not acknowledged, resumes from its position, and takes nothing on trust.
 */
export class Talker {
  readonly name: string;
  readonly room: string;
  readonly acks: (Ack & { at: number })[] = [];
  readonly entries: Entry[] = [];
  readonly faults: string[] = [];
  /** How often the socket was lost. */
  losses = 0;
  resets = 0;
  lastCloseCode = 0;
  readonly #url: string;
  readonly #token: string;
  readonly #unacknowledged = new Map<string, string>();
  #ws: WebSocket | null = null;
  #requests = new Map<number, { answered(ok: unknown): void; failed(problem: Problem): void }>();
  #nextId = 1;
  #live = false;
  #epoch: string | undefined;
  /** Live events that wait for what came before them to be read; null when nothing is missing. */
  #early: TimelineEvent[] | null = null;
  #stopped = false;

  constructor(options: { name: string; url: string; token: string; room: string }) {
    this.name = options.name;
    this.room = options.room;
    this.#url = options.url;
    this.#token = options.token;
    this.#connect();
  }

  get live(): boolean {
    return this.#live;
  }

  get position(): number {
    return this.entries.at(-1)?.seq ?? 0;
  }

  get unacknowledged(): number {
    return this.#unacknowledged.size;
  }

  say(body: string): void {
    const clientId = randomUUID();
    this.#unacknowledged.set(clientId, body);
    this.#send(clientId);
  }

  stopReading(): void {
    this.#ws?.pause();
  }

  startReading(): void {
    this.#ws?.resume();
  }

  close(): void {
    this.#stopped = true;
    this.#ws?.terminate();
  }

  #connect(): void {
    const ws = new WebSocket(`${this.#url.replace("http", "ws")}/ws`, { perMessageDeflate: false });
    this.#ws = ws;
    ws.on("error", () => {});
    ws.on("open", () => ws.send(JSON.stringify({ type: "authenticate", token: this.#token })));
    ws.on("message", (data) => this.#hear(JSON.parse((data as Buffer).toString()) as Frame));
    ws.on("close", (code) => {
      if (this.#live) this.losses++;
      this.lastCloseCode = code;
      this.#live = false;
      this.#requests.clear();
      if (!this.#stopped) setTimeout(() => this.#stopped || this.#connect(), retryMs);
    });
  }

  #request(op: string, input: object, answer: { answered(ok: unknown): void; failed(problem: Problem): void }): void {
    const id = this.#nextId++;
    this.#requests.set(id, answer);
    this.#ws?.send(JSON.stringify({ id, op, input }));
  }

  #hear(frame: Frame): void {
    if (frame.id !== undefined) {
      const request = this.#requests.get(frame.id);
      this.#requests.delete(frame.id);
      if (frame.error) request?.failed(frame.error);
      else request?.answered(frame.ok);
    } else if (frame.type === "hello") this.#resume(frame as unknown as HelloFrame);
    else if (
      frame.room === this.room &&
      frame.seq !== undefined &&
      frame.type !== "room.activity" &&
      frame.type !== "me.read"
    ) {
      const event = frame as unknown as TimelineEvent;
      if (this.#early) this.#early.push(event);
      else this.#take(event);
    }
  }

  #resume(hello: HelloFrame): void {
    const epoch = this.#epoch ?? hello.epoch;
    const retry = (): void => void setTimeout(() => this.#ws?.readyState === 1 && this.#resume(hello), retryMs);
    this.#request(
      "sync.resume",
      { epoch, rooms: [{ room: this.room, seq: this.position }] },
      {
        answered: (ok) => {
          const answer = ok as OperationOutput<"sync.resume">;
          this.#epoch = answer.epoch;
          const room = answer.rooms[0]!;
          if (room.status === "gone") return void this.faults.push(`${this.name}: room ${this.room} is gone`);
          if (room.status === "live") for (const event of room.events) this.#take(event);
          else void this.#catchUp(room.seq);
          this.#live = true;
          for (const clientId of this.#unacknowledged.keys()) this.#send(clientId);
        },
        failed: retry,
      },
    );
  }

  /** The server has said "start over". This reader wants the whole room, so it reads what it has missed. */
  async #catchUp(seq: number): Promise<void> {
    this.resets++;
    this.#early = [];
    while (this.position < seq && !this.#stopped) {
      const input = { roomId: this.room, after: this.position, limit: 200 };
      const answer = await callHttp(this.#url, "messages.history", input, this.#token).catch(() => null);
      if (answer?.status !== 200) await delay(retryMs);
      else
        for (const event of (answer.body as OperationOutput<"messages.history">).events)
          if (event.seq > this.position) this.#take(event);
    }
    const early = this.#early;
    this.#early = null;
    for (const event of early) if (event.seq > this.position) this.#take(event);
  }

  #take(event: TimelineEvent): void {
    if (event.seq !== this.position + 1)
      this.faults.push(`${this.name} got ${event.seq} after ${this.position} in room ${this.room}`);
    else this.entries.push(entryOf(event));
  }

  #send(clientId: string): void {
    const body = this.#unacknowledged.get(clientId);
    if (body === undefined || this.#ws?.readyState !== 1 || !this.#live) return;
    this.#request(
      "messages.send",
      { roomId: this.room, clientId, body },
      {
        answered: (ok) => {
          const { seq } = ok as { seq: number };
          this.acks.push({ room: this.room, clientId, seq, at: performance.now() });
          this.#unacknowledged.delete(clientId);
        },
        failed: (problem) => {
          if (
            problem.retryAfter === undefined &&
            !["unavailable", "internal", "rate_limited", "draining"].includes(problem.code)
          ) {
            this.faults.push(`${this.name} was refused: ${problem.code}`);
          }
          setTimeout(() => this.#send(clientId), retryMs);
        },
      },
    );
  }
}
