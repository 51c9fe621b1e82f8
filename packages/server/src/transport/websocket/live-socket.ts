import type { CloseCode, User } from "@parley/protocol";
import type { Outgoing } from "./outgoing.ts";

/** A signed-in socket, as fan-out sees it. */
export interface LiveSocket {
  readonly user: User;
  readonly sessionId: string;
  readonly out: Outgoing;
  /** The rooms whose channels know this socket. Kept by fan-out. */
  readonly rooms: Set<string>;
  /** How many of them are live. Kept by fan-out. */
  liveRooms: number;
  close(code: CloseCode): void;
}
