import { parseArgs } from "node:util";
import { migrateDown, migrateUp, migrationStatus } from "../adapters/store-postgres/index.ts";
import { createLogger } from "../app/logger.ts";
import { openDatabase } from "../app/open-store.ts";
import { readConfig } from "../config/env.ts";
import { exitCodes, StartupError } from "../kernel/startup-error.ts";

const usage = "parley migrate up|down|status [--to N]";

export async function migrate(args: readonly string[]): Promise<number> {
  const { direction, to } = parse(args);
  const { config } = readConfig(process.env);
  const database = await openDatabase(config, createLogger("warn"));
  try {
    const options = { url: database.url, ...(to !== undefined && { to }) };
    if (direction === "status") {
      for (const { version, name, appliedAt } of await migrationStatus(options)) {
        say(`${String(version).padStart(4, "0")}  ${appliedAt?.toISOString() ?? "not applied".padEnd(24)}  ${name}`);
      }
      return 0;
    }
    const done = direction === "up" ? await migrateUp(options) : await migrateDown(options);
    for (const { version, name } of done) say(`${direction === "up" ? "applied" : "took back"} ${version} ${name}`);
    if (done.length === 0) say("nothing to do");
    return 0;
  } finally {
    await database.close();
  }
}

function parse(args: readonly string[]): { direction: "up" | "down" | "status"; to: number | undefined } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { to: { type: "string" } },
      allowPositionals: true,
    });
    const [direction, ...rest] = positionals;
    const known = direction === "up" || direction === "down" || direction === "status";
    if (!known || rest.length > 0) throw new Error("up, down or status?");
    if (values.to !== undefined && !/^\d{1,4}$/.test(values.to))
      throw new Error("--to takes the number of a migration");
    return { direction, to: values.to === undefined ? undefined : Number(values.to) };
  } catch (cause) {
    throw new StartupError(`${(cause as Error).message}\n${usage}`, { exitCode: exitCodes.usage, cause });
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
