import {
  limits,
  type OperationInput,
  type OperationName,
  type OperationOutput,
  type ReplyFrame,
} from "@parley/protocol";
import { ParleyError, refusal } from "../errors.ts";
import type { CallOptions } from "./call-options.ts";
import { answerWithinMs } from "./http.ts";

interface Pending {
  readonly answered: (output: unknown) => void;
  readonly failed: (error: ParleyError) => void;
  readonly forget: () => void;
}

/** How one request ends; exactly one of the two is called, once. */
export interface Outcome<N extends OperationName> {
  /** Called before anything that came after the reply is looked at. */
  readonly answered: (output: OperationOutput<N>) => void;
  readonly failed: (error: ParleyError) => void;
}

/** Requests of the live socket that wait for their reply. Each has a time limit; their number is bounded. */
export class SocketRequests {
  readonly #send: (frame: string) => boolean;
  readonly #pending = new Map<number, Pending>();
  #nextId = 1;
  #frameBytesMax: number = limits.frameBytesMax;

  constructor(send: (frame: string) => boolean) {
    this.#send = send;
  }

  setFrameBytesMax(bytes: number): void {
    this.#frameBytesMax = bytes;
  }

  /** Fails with `offline` where there is no live socket, with `connection_lost` if it breaks before the reply. */
  start<N extends OperationName>(
    op: N,
    input: OperationInput<N>,
    outcome: Outcome<N>,
    options: CallOptions = {},
  ): void {
    if (options.signal?.aborted) return outcome.failed(new ParleyError("aborted"));
    if (this.#pending.size >= limits.requestsInFlightMax) return outcome.failed(new ParleyError("queue_full"));
    const id = this.#nextId++;
    const frame = JSON.stringify({ id, op, input });
    // The server ends a socket that sends too much, for good: never let it come to that.
    if (tooLong(frame, this.#frameBytesMax)) return outcome.failed(new ParleyError("payload_too_large"));
    if (!this.#send(frame)) return outcome.failed(new ParleyError("offline"));
    this.#pending.set(id, this.#pendingFor(id, outcome, options));
  }

  request<N extends OperationName>(
    op: N,
    input: OperationInput<N>,
    options?: CallOptions,
  ): Promise<OperationOutput<N>> {
    return new Promise((answered, failed) => this.start(op, input, { answered, failed }, options));
  }

  reply(frame: ReplyFrame): void {
    if (frame.id === null) return;
    const pending = this.#take(frame.id);
    // Late: it was given up in the meantime.
    if (pending === undefined) return;
    if ("error" in frame) pending.failed(refusal(frame.error.status, frame.error));
    else pending.answered(frame.ok);
  }

  /** The socket is gone, and every answer with it. */
  failAll(code: "connection_lost" | "aborted"): void {
    for (const id of [...this.#pending.keys()]) this.#take(id)?.failed(new ParleyError(code));
  }

  #pendingFor<N extends OperationName>(id: number, outcome: Outcome<N>, options: CallOptions): Pending {
    const { signal, timeoutMs = answerWithinMs } = options;
    const fail = (code: "timeout" | "aborted") => this.#take(id)?.failed(new ParleyError(code));
    const giveUp = () => fail("aborted");
    const timer = setTimeout(() => fail("timeout"), timeoutMs);
    signal?.addEventListener("abort", giveUp);
    return {
      answered: (output) => outcome.answered(output as OperationOutput<N>),
      failed: outcome.failed,
      forget() {
        clearTimeout(timer);
        signal?.removeEventListener("abort", giveUp);
      },
    };
  }

  #take(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    pending?.forget();
    return pending;
  }
}

function tooLong(text: string, bytesMax: number): boolean {
  // No UTF-16 code unit takes more than three bytes, so most frames need no counting.
  return text.length * 3 > bytesMax && new TextEncoder().encode(text).length > bytesMax;
}
