import type { OperationInput, OperationName, OperationOutput, OwnAccount } from "@parley/protocol";
import type { Auth } from "./auth/auth.ts";
import type { ConnectionState } from "./connection/connection-state.ts";
import type { Members } from "./live/members-state.ts";
import type { RoomList } from "./live/room-list-state.ts";
import type { Timeline } from "./live/timeline-state.ts";
import type { Live } from "./live-value.ts";
import type { CallOptions } from "./requests/call-options.ts";

/** One person's connection to one server. */
export interface Client {
  /**
   * Calls an operation by its name on the wire: over the socket when it is live, else over HTTP.
   * Rejects with a `ParleyError`. A call whose answer was lost is repeated only where that is safe.
   */
  call<N extends OperationName>(name: N, input: OperationInput<N>, options?: CallOptions): Promise<OperationOutput<N>>;
  readonly auth: Auth;
  /** Who is signed in. `undefined`: not known yet. `null`: nobody. */
  readonly account: Live<OwnAccount | null | undefined>;
  /**
   * Finds out whether somebody is signed in, then connects and stays connected. Resolves when `account` is known. While
   * the connection waits for its next try, calling it again tries now.
   */
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
