import { createAuth } from "./auth/create-auth.ts";
import { Session } from "./auth/session.ts";
import type { ClientOptions } from "./client-options.ts";
import type { Client } from "./client.ts";
import { Connection } from "./connection/connection.ts";
import { followAccount } from "./follow-account.ts";
import { AccountData } from "./live/account-data.ts";
import { createCaller, type Call } from "./requests/caller.ts";
import { createHttp } from "./requests/http.ts";
import { createOutboxOwner } from "./requests/outbox-owner.ts";
import { SendQueue } from "./requests/send-queue.ts";
import { SocketRequests } from "./requests/socket-requests.ts";
import { createRunning } from "./running.ts";
import { surroundingsOf, type Surroundings } from "./surroundings.ts";

interface Parts {
  readonly surroundings: Surroundings;
  readonly session: Session;
  readonly requests: SocketRequests;
}

/** Makes a client. Nothing happens before `start()`, signing in or a call. */
export function createClient(options: ClientOptions = {}): Client {
  const surroundings = surroundingsOf(options);
  const http = createHttp(surroundings);
  const session = new Session({ ...surroundings, http });
  // The connection is made last: it tells the others what comes, and they ask it only from then on.
  const requests = new SocketRequests((frame) => connection.send(frame));
  const call = createCaller({ http, requests, session, live: () => connection.state.get().name === "live" });
  const parts = { surroundings, session, requests };
  const { data, queue } = accountParts(parts, call);
  const connection = connectionOf(parts, data, queue);
  followAccount({ session, connection, data, queue });
  const abandon = () => {
    queue.pause();
    requests.failAll("aborted");
  };
  const running = createRunning({ connection, session, abandon });
  return {
    call,
    auth: createAuth({ http, call, session, keep: surroundings.keep, signedIn: () => running.reconnect() }),
    account: session.account,
    start: () => running.start(),
    stop: () => running.stop(),
    connection: connection.state,
    rooms: data.rooms,
    timeline: (roomId) => data.timeline(roomId),
    members: (roomId) => data.members(roomId),
  };
}

function accountParts({ surroundings, session, requests }: Parts, call: Call) {
  const { outbox, locks, random, now } = surroundings;
  const queue: SendQueue = new SendQueue({
    storage: outbox,
    owner: createOutboxOwner(locks),
    transmit: (input, outcome) => requests.start("messages.send", input, outcome),
    renew: () => void session.renew().catch(() => {}),
    acknowledged: (message, ack) => data.knownTimeline(ack.room)?.acknowledged(message, ack),
    changed: (roomId) => data.knownTimeline(roomId)?.changed(),
    random,
    now,
  });
  const data = new AccountData({ call, requests, queue, me: () => session.account.get()?.user.id, random });
  return { data, queue };
}

function connectionOf({ surroundings, session, requests }: Parts, data: AccountData, queue: SendQueue): Connection {
  const { origin, WebSocket, random, now } = surroundings;
  return new Connection({
    openSocket: () => new WebSocket(`${origin.replace(/^http/, "ws")}/ws`),
    prepare: (suspect) => session.prepare(suspect),
    admit(hello) {
      if (hello.user.id === session.account.get()?.user.id) return true;
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
}
