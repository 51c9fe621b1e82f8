import type { OperationInput, OperationName, OperationOutput, OwnAccount } from "@parley/protocol";
import { createAuth } from "./auth/create-auth.ts";
import { Session } from "./auth/session.ts";
import type { Auth } from "./auth/auth.ts";
import type { ClientOptions } from "./client-options.ts";
import { Connection } from "./connection/connection.ts";
import type { ConnectionState } from "./connection/connection-state.ts";
import { followAccount } from "./follow-account.ts";
import { AccountData } from "./live/account-data.ts";
import type { Members } from "./live/members-state.ts";
import type { RoomList } from "./live/room-list-state.ts";
import type { Timeline } from "./live/timeline-state.ts";
import type { Live } from "./live-value.ts";
import { createCaller } from "./requests/caller.ts";
import type { CallOptions } from "./requests/call-options.ts";
import { createHttp } from "./requests/http.ts";
import { createOutboxOwner } from "./requests/outbox-owner.ts";
import { SendQueue } from "./requests/send-queue.ts";
import { SocketRequests } from "./requests/socket-requests.ts";
import { createRunning } from "./running.ts";
import { surroundingsOf } from "./surroundings.ts";

/** One person's connection to one server. */
export interface Client {
  /**
   * Calls an operation by its name on the wire: over the socket when it is live, else over HTTP.
   * Rejects with a `ParleyError`. A call whose answer was lost is repeated only where that is safe.
   */
  call<N extends OperationName>(
    name: N,
    input: OperationInput<N>,
    options?: CallOptions,
  ): Promise<OperationOutput<N>>;
  readonly auth: Auth;
  /** Who is signed in. `undefined`: not known yet. `null`: nobody. */
  readonly account: Live<OwnAccount | null | undefined>;
  /** Finds out whether somebody is signed in, then connects and stays connected. Resolves when `account` is known. */
  start(): Promise<void>;
  /** Disconnects and stays so. Unsent messages wait in the outbox. */
  stop(): void;
  readonly connection: Live<ConnectionState>;
  readonly rooms: RoomList;
  /** The room's timeline; the same object for the same room while it is used. */
  timeline(roomId: string): Timeline;
  /** The room's members; the same object for the same room while it is used. */
  members(roomId: string): Members;
}

/** Makes a client. Nothing happens before `start()` or a call. */
export function createClient(options: ClientOptions = {}): Client {
  const surroundings = surroundingsOf(options);
  const { random, now } = surroundings;
  const http = createHttp(surroundings);
  const session = new Session({ ...surroundings, http });
  const requests = new SocketRequests((frame) => connection.send(frame));
  const call = createCaller({ http, requests, session, live: () => connection.state.get().name === "live" });
  const me = () => session.account.get()?.user.id;
  const queue = new SendQueue({
    storage: surroundings.outbox,
    owner: createOutboxOwner(surroundings.locks),
    transmit: (input, outcome) => requests.start("messages.send", input, outcome),
    renew: () => void session.renew().catch(() => {}),
    acknowledged: (message, ack) => data.knownTimeline(ack.room)?.acknowledged(message, ack),
    changed: (roomId) => data.knownTimeline(roomId)?.changed(),
    random,
    now,
  });
  const data = new AccountData({ call, requests, queue, me, random });
  const connection = new Connection({
    openSocket: () => new surroundings.WebSocket(surroundings.origin.replace(/^http/, "ws") + "/ws"),
    prepare: (suspect) => session.prepare(suspect),
    admit(hello) {
      if (hello.user.id === me()) return true;
      // Another page has signed somebody else in, in the cookies that this page shares.
      session.forget();
      return false;
    },
    live(hello) {
      requests.setFrameBytesMax(hello.frameBytesMax);
      data.live(hello);
      queue.resume();
    },
    frame: (frame) => data.receive(frame),
    lost() {
      queue.pause();
      data.lost();
      requests.failAll("connection_lost");
    },
    sessionOver: () => session.over(),
    random,
    now,
  });
  followAccount({ session, connection, data, queue });
  const reconnect = () => {
    connection.leave("signed_out");
    connection.start();
  };
  const running = createRunning({ connection, session });
  return {
    call,
    auth: createAuth({ http, call, session, keep: surroundings.keep, start: () => running.begin(reconnect) }),
    account: session.account,
    start: () => running.start(),
    stop: () => running.stop(),
    connection: connection.state,
    rooms: data.rooms,
    timeline: (roomId) => data.timeline(roomId),
    members: (roomId) => data.members(roomId),
  };
}
