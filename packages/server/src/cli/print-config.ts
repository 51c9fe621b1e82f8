import { parseArgs } from "node:util";
import { readConfig } from "../config/env.ts";
import { settingsTable } from "../config/settings.ts";

export function printConfig(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { markdown: { type: "boolean" } } });
  process.stdout.write(`${values.markdown ? settingsTable() : describeConfig(process.env)}\n`);
  return Promise.resolve(0);
}

/** As JSON. Throws when something is wrong, with a list of it all. */
export function describeConfig(env: Readonly<Record<string, string | undefined>>): string {
  const { config, secretKey, warnings } = readConfig(env);
  const shown = {
    ...config,
    publicUrl: config.publicUrl.origin,
    databaseUrl:
      config.databaseUrl === null ? `built-in, in ${config.dataDir}/postgres` : maskPassword(config.databaseUrl),
    secretKey: secretKey === null ? `kept in ${config.dataDir}/secret.key` : "(from the environment)",
    ...(warnings.length > 0 && { warnings }),
  };
  return JSON.stringify(shown, null, 2);
}

/** A password may also stand among the parameters; nothing but the place is shown. */
function maskPassword(address: string): string {
  const { protocol, host, pathname } = new URL(address);
  return `${protocol}//(masked)@${host}${pathname}`;
}
