import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compose, type Server } from "../app/compose.ts";
import { createLogger } from "../app/logger.ts";
import { openStore, type OpenStore } from "../app/open-store.ts";
import type { Config } from "../config/config.ts";
import { readConfig } from "../config/env.ts";
import { loadSecrets } from "../config/secrets.ts";
import type { Logger } from "../kernel/logger.ts";
import { exitCodes, StartupError } from "../kernel/startup-error.ts";
import { stopRequest } from "./stop-request.ts";

const webApp = fileURLToPath(new URL("../../../web/dist", import.meta.url));
const drainMs = 1_000;
/** All of a stop; whatever is not done by then is not waited for. What was acknowledged is on disk in any case. */
const stopMs = 10_000;

/** Runs the server until it is asked to stop. */
export async function serve(): Promise<number> {
  const { config, secretKey, warnings } = readConfig(process.env);
  const logger = createLogger(config.logLevel);
  for (const warning of warnings) logger.warn({}, warning);
  const stop = stopRequest();
  const secrets = loadSecrets({ dataDir: config.dataDir, secretKey });
  const opened = await openStore(config, logger);
  let server: Server | null = null;
  try {
    const webRoot = existsSync(join(webApp, "index.html")) ? webApp : null;
    if (webRoot === null) logger.warn({}, "the web app is not built: only the API is served");
    server = await compose({ config, secrets, store: opened.store, logger, webRoot });
    await listen(server, config, logger);
    const signal = await stop.requested;
    logger.info({ signal }, "stopping");
  } finally {
    await shutDown(server, opened, logger);
  }
  return 0;
}

async function listen(server: Server, config: Config, logger: Logger): Promise<void> {
  try {
    const { address, port } = await server.listen();
    logger.info({ address, port }, `Parley is at ${config.publicUrl.origin}`);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const where = `${config.host}:${config.port}`;
    if (code === "EADDRINUSE") {
      throw new StartupError(`${where} is taken by another program. Choose another port, for instance PORT=8081.`, {
        exitCode: exitCodes.inUse,
        cause,
      });
    }
    if (code === "EACCES" || code === "EADDRNOTAVAIL" || code === "ENOTFOUND") {
      throw new StartupError(`Parley may not listen on ${where} (${code}). Choose another HOST or PORT.`, { cause });
    }
    throw cause;
  }
}

async function shutDown(server: Server | null, opened: OpenStore, logger: Logger): Promise<void> {
  const late = setTimeout(() => {
    logger.error({}, "stopping took too long; leaving now");
    process.exit(exitCodes.failed);
  }, stopMs).unref();
  await server?.close(drainMs);
  await opened.close();
  clearTimeout(late);
}
