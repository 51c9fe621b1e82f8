import type { Logger } from "../../kernel/logger.ts";
import type { Caller } from "../../kernel/operation.ts";
import type { OperationRunner } from "../../kernel/operation-runner.ts";
import type { FanOut } from "./fan-out.ts";
import type { Heartbeat } from "./heartbeat.ts";
import type { OutgoingLimits } from "./outgoing.ts";
import type { People } from "./people.ts";
import type { TurnEnd } from "./turn-end.ts";

export interface Authenticate {
  byAccessToken(token: string): Promise<Caller>;
  byTicket(ticket: string): Promise<Caller>;
  sessionAlive(sessionId: string): Promise<boolean>;
  /** Which of these are over. */
  endedAmong(sessionIds: readonly string[]): Promise<string[]>;
}

/** What every socket of a gateway shares. */
export interface GatewayParts {
  readonly runner: OperationRunner;
  readonly authenticate: Authenticate;
  readonly epoch: () => Promise<string>;
  readonly people: People;
  readonly fanOut: FanOut;
  readonly heartbeat: Heartbeat;
  readonly turnEnd: TurnEnd;
  readonly outgoingLimits: OutgoingLimits;
  readonly socketsPerUser: number;
  readonly logger: Logger;
}
