import type { Member } from "@parley/protocol";
import type { ParleyError } from "../errors.ts";
import type { Live } from "../live-value.ts";

export interface MembersState {
  readonly status: "loading" | "ready" | "error";
  /** By username. */
  readonly members: readonly Member[];
  /** Whether `loadMore` would find more. */
  readonly hasMore: boolean;
  readonly error?: ParleyError;
}

/** The members of a room; follows who comes and goes while the room's timeline is open. Loads when first subscribed. */
export interface Members extends Live<MembersState> {
  loadMore(): Promise<void>;
}
