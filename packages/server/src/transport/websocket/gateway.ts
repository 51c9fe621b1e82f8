import { limits } from "@parley/protocol";
import type { IncomingMessage, Server } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import type { Config } from "../../config/config.ts";
import type { Logger } from "../../kernel/logger.ts";
import { networkBlock } from "../../kernel/network-block.ts";
import type { OperationRunner } from "../../kernel/operation-runner.ts";
import type { Bus } from "../../ports/bus.ts";
import { FanOut } from "./fan-out.ts";
import type { Authenticate, GatewayParts } from "./gateway-parts.ts";
import { readHandshake, refuseUpgrade, type HandshakeRules } from "./handshake.ts";
import { Heartbeat } from "./heartbeat.ts";
import { OpenSockets } from "./open-sockets.ts";
import { People } from "./people.ts";
import type { RoomReader } from "./room-channel.ts";
import { sweepSessions } from "./session-sweep.ts";
import { SocketSession } from "./socket-session.ts";
import { TurnEnd } from "./turn-end.ts";

export interface GatewayOptions {
  readonly runner: OperationRunner;
  readonly authenticate: Authenticate;
  readonly epoch: () => Promise<string>;
  readonly roomIdsOf: (userId: string) => Promise<readonly string[]>;
  readonly timelines: RoomReader;
  readonly bus: Bus;
  readonly rules: HandshakeRules;
  readonly config: Pick<Config, "socketsPerUser" | "socketsPerAddress" | "socketBufferSoft" | "socketBufferHard">;
  readonly logger: Logger;
}

export interface Gateway {
  /** Answers upgrades of `/ws` on this server. */
  attach(server: Server): void;
  sockets(): number;
  /** Tells every socket to come back elsewhere within `spreadMs`, waits so long, closes what is left. */
  drain(spreadMs: number): Promise<void>;
}

/** All sockets of this process. */
export function createGateway(options: GatewayOptions): Gateway {
  const { bus, authenticate, config, logger } = options;
  const open = new OpenSockets();
  const fanOut = new FanOut(bus, options.timelines);
  const people = new People(bus, fanOut, options.roomIdsOf);
  const heartbeat = new Heartbeat(limits.heartbeatSeconds, limits.heartbeatTimeoutSeconds);
  const stopSweeping = sweepSessions(people, authenticate, logger);
  const wss = new WebSocketServer({ noServer: true, maxPayload: limits.frameBytesMax, perMessageDeflate: false });
  const outgoingLimits = { soft: config.socketBufferSoft, hard: config.socketBufferHard };
  const { socketsPerUser } = config;
  const turnEnd = new TurnEnd();
  const parts: GatewayParts = { ...options, people, fanOut, heartbeat, turnEnd, outgoingLimits, socketsPerUser };
  let draining = false;

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (request.url?.split("?", 1)[0] !== "/ws") return refuseUpgrade(socket, "404 Not Found");
    if (draining) return refuseUpgrade(socket, "503 Service Unavailable", ["Retry-After: 1"]);
    const handshake = readHandshake(request, options.rules, authenticate);
    if (!handshake) return refuseUpgrade(socket, "403 Forbidden");
    const address = networkBlock(handshake.address);
    if (open.countFrom(address) >= config.socketsPerAddress) {
      return refuseUpgrade(socket, "429 Too Many Requests", ["Retry-After: 10"]);
    }
    wss.handleUpgrade(request, socket, head, (ws) => {
      const session = new SocketSession(parts, ws, socket as Socket, handshake);
      open.add(session, address);
      ws.on("close", () => open.delete(session, address));
      session.open(handshake.credential);
    });
  }

  return {
    attach: (server) => void server.on("upgrade", upgrade),
    sockets: () => open.size,
    async drain(spreadMs) {
      draining = true;
      await open.sendAway(spreadMs);
      stopSweeping();
      people.stop();
      heartbeat.stop();
      wss.close();
    },
  };
}
