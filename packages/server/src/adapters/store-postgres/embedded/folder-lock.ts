import { DatabaseSync } from "node:sqlite";
import { exitCodes, StartupError } from "../../../kernel/startup-error.ts";

/**
 * Holds a file for this process alone. Node has no file locks of its own; SQLite takes one with fcntl, and such a lock ends
 * with the process however it ends, also between containers that share a volume.
 */
export function lockFolder(file: string, folder: string): { release(): void } {
  let database: DatabaseSync;
  try {
    database = new DatabaseSync(file, { timeout: 0 });
  } catch (cause) {
    throw new StartupError(`The data folder ${folder} cannot be written to.`, { cause });
  }
  try {
    database.exec("begin exclusive");
  } catch (cause) {
    database.close();
    if ((cause as { errcode?: number }).errcode !== SQLITE_BUSY) {
      throw new StartupError(`The data folder ${folder} cannot be locked: ${(cause as Error).message}.`, { cause });
    }
    throw new StartupError(
      `Another Parley is running on the data folder ${folder}. Stop it first, or give this one its own DATA_DIR.`,
      { exitCode: exitCodes.inUse, cause },
    );
  }
  return { release: () => database.close() };
}

const SQLITE_BUSY = 5;
