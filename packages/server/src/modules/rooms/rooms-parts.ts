import type { Clock } from "../../kernel/clock.ts";
import type { Logger } from "../../kernel/logger.ts";
import type { Bus } from "../../ports/bus.ts";
import type { Store } from "../../ports/store.ts";
import type { Users } from "../users/index.ts";
import type { MembershipCache } from "./membership-cache.ts";

/** What the use cases of this module are made of; each names the parts it takes. */
export interface RoomsParts {
  readonly store: Store;
  readonly bus: Bus;
  readonly users: Pick<Users, "findByUsername" | "byIds">;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly config: { readonly roomsCreatedPerDay: number };
  readonly memberships: MembershipCache;
}
