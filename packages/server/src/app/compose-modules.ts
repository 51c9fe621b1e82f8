import { limits } from "@parley/protocol";
import type { Config } from "../config/config.ts";
import type { Secrets } from "../config/secrets.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Logger } from "../kernel/logger.ts";
import { bind, type AnyBoundOperation } from "../kernel/operation.ts";
import { createAuth, type Auth } from "../modules/auth/index.ts";
import { createMessages, type Messages } from "../modules/messages/index.ts";
import { createRooms, type Rooms } from "../modules/rooms/index.ts";
import { createSync } from "../modules/sync/index.ts";
import { createUsers } from "../modules/users/index.ts";
import type { Bus } from "../ports/bus.ts";
import type { Store } from "../ports/store.ts";
import { readEpoch } from "./epoch.ts";
import { version } from "./version.ts";

export interface Modules {
  readonly operations: readonly AnyBoundOperation[];
  readonly auth: Auth;
  readonly rooms: Rooms;
  readonly messages: Messages;
  /** The store's epoch: positions learned under another one are worth nothing. */
  epoch(): Promise<string>;
  close(): void;
}

export interface ModulesOptions {
  readonly config: Pick<Config, "budgets" | "roomsCreatedPerDay">;
  readonly secrets: Secrets;
  readonly store: Store;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** All features, on their ports. */
export function composeModules({ config, secrets, store, bus, clock, logger }: ModulesOptions): Modules {
  const epoch = readEpoch(store);
  const users = createUsers(store);
  const auth = createAuth({ store, bus, users, key: secrets.key("tokens"), clock, budgets: config.budgets, logger });
  const rooms = createRooms({ store, bus, users, clock, logger, config });
  const messages = createMessages({ store, bus, rooms, logger });
  const sync = createSync({ timelines: messages.timelines, epoch });
  const serverInfo = bind("server.info", async () => ({
    name: "Parley",
    version,
    epoch: await epoch(),
    limits: {
      messageBodyMax: limits.messageBodyMax,
      frameBytesMax: limits.frameBytesMax,
      historyPageMax: limits.historyPageMax,
      roomsCreatedPerDay: config.roomsCreatedPerDay,
    },
  }));
  return {
    operations: [serverInfo, ...auth.operations, ...rooms.operations, ...messages.operations, ...sync.operations],
    auth,
    rooms,
    messages,
    epoch,
    close() {
      auth.close();
      rooms.close();
    },
  };
}
