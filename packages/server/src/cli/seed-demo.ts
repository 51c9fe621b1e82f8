import { createMemoryBus } from "../adapters/bus-memory/bus-memory.ts";
import { composeModules } from "../app/compose-modules.ts";
import { createLogger } from "../app/logger.ts";
import { openStore } from "../app/open-store.ts";
import { readConfig } from "../config/env.ts";
import { loadSecrets } from "../config/secrets.ts";
import { systemClock } from "../kernel/clock.ts";
import { createOperationRunner } from "../kernel/operation-runner.ts";
import { demoPassword, people } from "./demo/people.ts";
import { seed } from "./demo/seed.ts";

/** Example data, made by the same operations that people use. Run again, it adds what is missing. */
export async function seedDemo(): Promise<number> {
  const { config, secretKey } = readConfig(process.env);
  const logger = createLogger("warn");
  const secrets = loadSecrets({ dataDir: config.dataDir, secretKey });
  const { store, close } = await openStore(config, logger);
  try {
    const bus = createMemoryBus((err, topic) => logger.error({ err, topic }, "a listener of the bus failed"));
    const unlimited = { ...config, budgets: null, roomsCreatedPerDay: 1_000 };
    const modules = composeModules({ config: unlimited, secrets, store, bus, clock: systemClock, logger });
    const runner = createOperationRunner({ operations: modules.operations, budgets: null });
    const { rooms, messages } = await seed({ runner, authenticate: modules.auth.authenticate });
    await modules.messages.settled();
    modules.close();
    const names = people.map(({ username }) => username).join(", ");
    process.stdout.write(
      `${rooms} rooms, ${messages} messages. Sign in as ${names}; everybody's password is ${demoPassword}\n`,
    );
    return 0;
  } finally {
    await close();
  }
}
