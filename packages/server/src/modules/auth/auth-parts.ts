import type { Clock } from "../../kernel/clock.ts";
import type { Logger } from "../../kernel/logger.ts";
import type { Bus } from "../../ports/bus.ts";
import type { Store } from "../../ports/store.ts";
import type { Users } from "../users/index.ts";
import type { AccessTokens } from "./access-token.ts";
import type { AttemptLimits } from "./attempt-limits.ts";
import type { Passwords } from "./passwords.ts";
import type { RefreshTokens } from "./refresh-token.ts";
import type { SessionStore } from "./session-store.ts";
import type { TicketStore } from "./ticket-store.ts";

/** What the use cases of this module are made with. */
export interface AuthParts {
  readonly store: Store;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly users: Users;
  readonly sessions: SessionStore;
  readonly tickets: TicketStore;
  readonly accessTokens: AccessTokens;
  readonly refreshTokens: RefreshTokens;
  readonly passwords: Passwords;
  readonly limits: AttemptLimits;
}
