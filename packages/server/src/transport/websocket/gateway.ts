import { closeCodes, limits } from "@parley/protocol";
import type { IncomingMessage, Server } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { WebSocketServer } from "ws";
import type { Logger } from "../../kernel/logger.ts";
import type { OperationRunner } from "../../kernel/operation-runner.ts";
import type { Bus } from "../../ports/bus.ts";
import { FanOut } from "./fan-out.ts";
import type { Authenticate, GatewayParts } from "./gateway-parts.ts";
import { readHandshake, refuseUpgrade, type HandshakeRules } from "./handshake.ts";
import { Heartbeat } from "./heartbeat.ts";
import type { OutgoingLimits } from "./outgoing.ts";
import { People } from "./people.ts";
import type { RoomReader } from "./room-channel.ts";
import { sweepSessions } from "./session-sweep.ts";
import { SocketSession } from "./socket-session.ts";
import { textFrame } from "./text-frame.ts";
import { TurnEnd } from "./turn-end.ts";

export interface GatewayOptions {
  readonly runner: OperationRunner;
  readonly authenticate: Authenticate;
  readonly epoch: () => Promise<string>;
  readonly roomIdsOf: (userId: string) => Promise<readonly string[]>;
  readonly timelines: RoomReader;
  readonly bus: Bus;
  readonly rules: HandshakeRules;
  readonly outgoingLimits: OutgoingLimits;
  readonly socketsPerUser: number;
  readonly socketsPerAddress: number;
  readonly logger: Logger;
}

export interface Gateway {
  /** Answers upgrades of `/ws` on this server. */
  attach(server: Server): void;
  sockets(): number;
  /** Tells every socket to come back elsewhere within `spreadMs`, waits so long, closes what is left. */
  drain(spreadMs: number): Promise<void>;
}

/** Time that closed sockets have to read their close frame when the server stops. */
const closingMs = 500;

/** All sockets of this process. */
export function createGateway(options: GatewayOptions): Gateway {
  const { logger } = options;
  const open = new Set<SocketSession>();
  const perAddress = new Map<string, number>();
  const fanOut = new FanOut(options.bus, options.timelines);
  const people = new People(options.bus, fanOut, options.roomIdsOf);
  const heartbeat = new Heartbeat(limits.heartbeatSeconds, limits.heartbeatTimeoutSeconds);
  const stopSweeping = sweepSessions(people, options.authenticate, logger);
  const wss = new WebSocketServer({ noServer: true, maxPayload: limits.frameBytesMax, perMessageDeflate: false });
  let draining = false;

  const parts: GatewayParts = {
    ...options,
    people,
    fanOut,
    heartbeat,
    turnEnd: new TurnEnd(),
    closed: (code) => logger.debug({ code }, "socket closed"),
    ended(address) {
      const left = (perAddress.get(address) ?? 1) - 1;
      if (left > 0) perAddress.set(address, left);
      else perAddress.delete(address);
    },
  };

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (request.url?.split("?", 1)[0] !== "/ws") return refuseUpgrade(socket, "404 Not Found");
    if (draining) return refuseUpgrade(socket, "503 Service Unavailable", ["Retry-After: 1"]);
    const handshake = readHandshake(request, options.rules, options.authenticate);
    if (!handshake) return refuseUpgrade(socket, "403 Forbidden");
    const { address } = handshake;
    if ((perAddress.get(address) ?? 0) >= options.socketsPerAddress) {
      return refuseUpgrade(socket, "429 Too Many Requests", ["Retry-After: 10"]);
    }
    wss.handleUpgrade(request, socket, head, (ws) => {
      perAddress.set(address, (perAddress.get(address) ?? 0) + 1);
      const session = new SocketSession(parts, ws, socket as Socket, handshake);
      open.add(session);
      ws.on("close", () => open.delete(session));
      session.open(handshake.credential);
    });
  }

  return {
    attach(server) {
      server.on("upgrade", upgrade);
    },
    sockets: () => open.size,
    async drain(spreadMs) {
      draining = true;
      for (const session of open) {
        const afterMs = Math.floor(Math.random() * spreadMs);
        session.out.pushReply(textFrame(JSON.stringify({ type: "server.reconnect", afterMs })));
      }
      if (open.size > 0) await sleep(spreadMs);
      for (const session of open) session.close(closeCodes.restarting);
      if (open.size > 0) await sleep(closingMs);
      for (const session of open) session.terminate();
      stopSweeping();
      people.stop();
      heartbeat.stop();
      wss.close();
    },
  };
}
