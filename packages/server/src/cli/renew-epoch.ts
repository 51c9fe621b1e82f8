import { createLogger } from "../app/logger.ts";
import { openStore } from "../app/open-store.ts";
import { readConfig } from "../config/env.ts";
import { exitCodes, StartupError } from "../kernel/startup-error.ts";

/** Run while no server does: each server reads the epoch once. */
export async function renewEpoch(args: readonly string[]): Promise<number> {
  if (args.length !== 1 || args[0] !== "renew")
    throw new StartupError("parley epoch renew", { exitCode: exitCodes.usage });
  const { config } = readConfig(process.env);
  const { store, close } = await openStore(config, createLogger("warn"));
  try {
    const [row] = await store.query<{ epoch: string }>(
      "update store_state set epoch = gen_random_uuid() returning epoch",
    );
    process.stdout.write(`The store's epoch is now ${row!.epoch}. Restart servers that run on it.\n`);
    return 0;
  } finally {
    await close();
  }
}
