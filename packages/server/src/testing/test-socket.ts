import type {
  HelloFrame,
  OperationInput,
  OperationName,
  OperationOutput,
  Problem,
  TimelineEvent,
} from "@parley/protocol";
import { WebSocket, type ClientOptions } from "ws";
import { expectServerFrame } from "./expect-contract.ts";
import { RefusedError } from "./refused-error.ts";

type Frame = Record<string, unknown> & {
  id?: number | null;
  type?: string;
  room?: string;
  seq?: number;
  ok?: unknown;
  error?: Problem;
};

const patienceMs = 8_000;

/** A socket as a stranger's client would use it; it keeps every frame it got. */
export class TestSocket {
  readonly ws: WebSocket;
  readonly frames: Frame[] = [];
  readonly closed: Promise<number>;
  #lastId = 0;
  readonly #watchers = new Set<() => void>();

  constructor(url: string, options: ClientOptions & { query?: string } = {}) {
    this.ws = new WebSocket(`${url.replace("http", "ws")}/ws${options.query ?? ""}`, options);
    this.ws.on("message", (data) => {
      const frame = JSON.parse(data.toString()) as Frame;
      expectServerFrame(frame);
      this.frames.push(frame);
      for (const watcher of this.#watchers) watcher();
    });
    this.ws.on("error", () => {});
    this.closed = new Promise((resolve) => this.ws.on("close", resolve));
  }

  async opened(): Promise<this> {
    await new Promise((resolve, reject) => this.ws.once("open", resolve).once("error", reject));
    return this;
  }

  async authenticate(token: string): Promise<HelloFrame> {
    await this.opened();
    this.ws.send(JSON.stringify({ type: "authenticate", token }));
    return this.hello();
  }

  async hello(): Promise<HelloFrame> {
    return (await this.waitFor((frame) => frame.type === "hello")) as unknown as HelloFrame;
  }

  async call<N extends OperationName>(op: N, input: OperationInput<N>): Promise<OperationOutput<N>> {
    const reply = await this.request(op, input);
    if (reply.error) throw new RefusedError(reply.error);
    return reply.ok as OperationOutput<N>;
  }

  async request(op: string, input: unknown): Promise<{ ok?: unknown; error?: Problem }> {
    const id = ++this.#lastId;
    this.ws.send(JSON.stringify({ id, op, input }));
    return this.waitFor((frame) => frame.id === id);
  }

  /** The first frame, past or to come, that fits. */
  waitFor(fits: (frame: Frame) => boolean): Promise<Frame> {
    const found = this.frames.find(fits);
    if (found) return Promise.resolve(found);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => done(() => reject(new Error(`waited in vain; got ${JSON.stringify(this.frames.slice(-5))}`))),
        patienceMs,
      );
      const done = (end: () => void) => {
        clearTimeout(timer);
        this.#watchers.delete(watcher);
        end();
      };
      const watcher = () => {
        const next = this.frames.find(fits);
        if (next) done(() => resolve(next));
      };
      this.#watchers.add(watcher);
    });
  }

  /** Durable events of a room in the order in which they came: replayed ones are in the answers, not here. */
  events(room: string): TimelineEvent[] {
    return this.frames.filter(
      (frame) => frame.room === room && frame.seq !== undefined && frame.type !== "room.activity",
    ) as unknown as TimelineEvent[];
  }

  async waitForSeq(room: string, seq: number): Promise<TimelineEvent> {
    return (await this.waitFor(
      (frame) => frame.room === room && frame.seq === seq && frame.type !== "room.activity",
    )) as unknown as TimelineEvent;
  }

  async close(): Promise<void> {
    this.ws.close();
    await this.closed;
  }
}
