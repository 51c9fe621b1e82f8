import { closeCodes, isOperationName, limits, type CloseCode, type User } from "@parley/protocol";
import type { Socket } from "node:net";
import type { RawData, WebSocket } from "ws";
import { AppError, toProblem } from "../../kernel/app-error.ts";
import type { Caller, RequestContext } from "../../kernel/operation.ts";
import { uuidv7 } from "../../kernel/uuid.ts";
import type { Beating } from "./heartbeat.ts";
import { readFrame, type RequestInFrame } from "./client-frame.ts";
import type { GatewayParts } from "./gateway-parts.ts";
import type { LiveSocket } from "./live-socket.ts";
import { Outgoing } from "./outgoing.ts";
import { textFrame } from "./text-frame.ts";

/** Unreadable frames after which a socket is closed: whatever speaks there, it is no client of ours. */
const unreadableMax = 10;
/** Seconds for a closed socket to read what was sent before, the close frame last. */
const closingSeconds = 15;

const pong = textFrame(JSON.stringify({ type: "pong" }));

/** One socket, from its opening to its end: reads frames, has operations done, sends answers. */
export class SocketSession implements LiveSocket, Beating {
  readonly out: Outgoing;
  readonly rooms = new Set<string>();
  liveRooms = 0;
  lastHeard = performance.now();
  readonly #parts: GatewayParts;
  readonly #ws: WebSocket;
  readonly #address: string;
  readonly #client: string;
  #caller: Caller | null = null;
  #authenticating = false;
  #inFlight = 0;
  /** Ends when the last work that has to be done in turn ends; never fails. */
  #turn: Promise<unknown> = Promise.resolve();
  #unreadable = 0;
  #closed = false;
  #stopBeating: (() => void) | null = null;

  constructor(parts: GatewayParts, ws: WebSocket, socket: Socket, from: { address: string; client: string }) {
    this.#parts = parts;
    this.#ws = ws;
    this.#address = from.address;
    this.#client = from.client;
    this.out = new Outgoing(socket, parts.turnEnd, parts.outgoingLimits, () => this.close(closeCodes.tooSlow));
  }

  get user(): User {
    return this.#signedIn().user;
  }

  get sessionId(): string {
    return this.#signedIn().sessionId;
  }

  /** Starts reading. `credential` is what the handshake brought, if anything. */
  open(credential: (() => Promise<Caller>) | null): void {
    this.#ws.on("message", (data, isBinary) => this.#hear(data, isBinary));
    this.#ws.on("pong", () => (this.lastHeard = performance.now()));
    this.#ws.on("close", () => this.#forget());
    // A broken frame or connection: the library closes the socket with the right code, "close" follows.
    this.#ws.on("error", () => {});
    this.#stopBeating = this.#parts.heartbeat.add(this);
    if (credential) void this.#authenticate(credential);
    else {
      const deadline = setTimeout(() => this.#authenticationDue(), limits.authenticateWithinSeconds * 1_000);
      this.#ws.on("close", () => clearTimeout(deadline));
    }
  }

  ping(): void {
    if (this.#ws.readyState === this.#ws.OPEN) this.#ws.ping();
  }

  close(code: CloseCode): void {
    if (this.#closed) return;
    this.out.end();
    this.#forget();
    this.#ws.close(code);
    setTimeout(() => this.#ws.terminate(), closingSeconds * 1_000).unref();
    this.#parts.logger.debug({ code }, "socket closed");
  }

  /** Ends the connection at once, whatever was still to be sent. */
  terminate(): void {
    this.#ws.terminate();
  }

  #signedIn(): Caller {
    if (!this.#caller) throw new Error("asked for the person of a socket that is not signed in");
    return this.#caller;
  }

  #authenticationDue(): void {
    if (!this.#caller) this.close(closeCodes.unauthenticated);
  }

  async #authenticate(credential: () => Promise<Caller>): Promise<void> {
    if (this.#caller || this.#authenticating) return this.#refuse(null, new AppError("already_authenticated"));
    this.#authenticating = true;
    try {
      const caller = await credential();
      const epoch = await this.#parts.epoch();
      if (this.#closed) return;
      if (this.#parts.people.count(caller.user.id) >= this.#parts.socketsPerUser) throw new AppError("rate_limited");
      this.#caller = caller;
      const hearing = this.#parts.people.add(this);
      // Awaited below; should that not be reached, its failure must not end the process.
      hearing.catch(() => {});
      // It may have ended between the look at the credential and now, when its end is heard here.
      if (!(await this.#parts.authenticate.sessionAlive(caller.sessionId))) throw new AppError("session_ended");
      // Whoever was greeted and then reads their rooms must hear of all that changes from then on.
      await hearing;
      if (this.#closed) return;
      this.#sendHello(caller, epoch);
    } catch (error) {
      this.#refuse(null, error);
      this.close(closeCodeFor(error));
    } finally {
      this.#authenticating = false;
    }
  }

  #sendHello({ sessionId, user }: Caller, epoch: string): void {
    const hello = {
      type: "hello",
      epoch,
      sessionId,
      user,
      heartbeatSeconds: limits.heartbeatSeconds,
      heartbeatTimeoutSeconds: limits.heartbeatTimeoutSeconds,
      frameBytesMax: limits.frameBytesMax,
    };
    this.out.pushReply(textFrame(JSON.stringify(hello)));
  }

  #hear(data: RawData, isBinary: boolean): void {
    this.lastHeard = performance.now();
    if (this.#closed) return;
    const frame = isBinary ? null : readFrame(data);
    if (!frame) {
      this.#refuse(null, new AppError("malformed"));
      if (isBinary || ++this.#unreadable >= unreadableMax) this.close(closeCodes.malformed);
    } else if (frame.type === "request") void this.#answer(frame);
    else if (frame.type === "ping") this.out.pushReply(pong);
    else void this.#authenticate(() => this.#parts.authenticate.byAccessToken(frame.token));
  }

  async #answer({ id, op, input }: RequestInFrame): Promise<void> {
    if (this.#inFlight >= limits.requestsInFlightMax) {
      return this.#refuse(id, new AppError("rate_limited", { retryAfter: 1, detail: "Too many unanswered requests." }));
    }
    this.#inFlight++;
    const afterAnswer: (() => void)[] = [];
    const requestId = uuidv7();
    try {
      if (!isOperationName(op)) throw new AppError("unknown_operation");
      const output = await this.#parts.runner.run(op, input ?? {}, this.#context(requestId, afterAnswer));
      this.out.pushReply(textFrame(`{"id":${id},"ok":${JSON.stringify(output)}}`));
    } catch (error) {
      if (!(error instanceof AppError)) this.#parts.logger.error({ err: error, requestId, op }, "an operation failed");
      this.#refuse(id, error, requestId);
    }
    this.#inFlight--;
    if (!this.#closed) for (const step of afterAnswer) step();
  }

  #context(requestId: string, afterAnswer: (() => void)[]): RequestContext {
    const { fanOut } = this.#parts;
    const context = { requestId, address: this.#address, client: this.#client, caller: this.#caller };
    if (!this.#caller) return context;
    return {
      ...context,
      live: {
        inTurn: (work) => {
          const result = this.#turn.then(work);
          this.#turn = result.catch(() => {});
          return result;
        },
        hold: (roomId) => !this.#closed && fanOut.hold(this, roomId),
        goLive: (roomId, seq) => afterAnswer.push(() => fanOut.goLive(this, roomId, seq)),
        drop: (roomId) => fanOut.drop(this, roomId),
      },
    };
  }

  #refuse(id: number | null, error: unknown, requestId?: string): void {
    this.out.pushReply(textFrame(JSON.stringify({ id, error: toProblem(error, requestId) })));
  }

  #forget(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#stopBeating?.();
    if (!this.#caller) return;
    this.#parts.people.remove(this);
    this.#parts.fanOut.removeSocket(this);
  }
}

function closeCodeFor(error: unknown): CloseCode {
  if (!(error instanceof AppError)) return closeCodes.failed;
  switch (error.code) {
    case "token_expired":
      return closeCodes.tokenExpired;
    case "session_ended":
      return closeCodes.sessionEnded;
    case "rate_limited":
      return closeCodes.rateLimited;
    case "unavailable":
      return closeCodes.failed;
    default:
      return closeCodes.unauthenticated;
  }
}
