import { hkdfSync, randomBytes } from "node:crypto";
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { StartupError } from "../kernel/startup-error.ts";

export interface Secrets {
  /** 32 bytes, always the same for a name, of no use for finding those of another. */
  key(name: string): Uint8Array;
}

/** All keys come from one: `secretKey`, or else the one that is made at the first start and kept in the data folder. */
export function loadSecrets({ dataDir, secretKey }: { dataDir: string; secretKey: string | null }): Secrets {
  const master = secretKey ?? keptKey(dataDir);
  return { key: (name) => new Uint8Array(hkdfSync("sha256", master, "", `parley/${name}`, 32)) };
}

function keptKey(dataDir: string): string {
  const file = join(dataDir, "secret.key");
  try {
    return readKey(file) ?? makeKey(dataDir, file);
  } catch (cause) {
    if (cause instanceof StartupError) throw cause;
    throw new StartupError(
      `The server's key cannot be kept in ${file}. Is its folder writable? (${(cause as Error).message})`,
      { cause },
    );
  }
}

function readKey(file: string): string | null {
  let key: string;
  try {
    key = readFileSync(file, "utf8").trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
  if (key.length < 32)
    throw new StartupError(
      `${file} is damaged. Bring it back from a backup, or remove it: everybody must then sign in again.`,
    );
  return key;
}

/** Written in full before it has its name, and never over another: two servers that start at once end with the same key. */
function makeKey(dataDir: string, file: string): string {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}`;
  try {
    writeFileSync(draft, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600, flush: true });
    chmodSync(draft, 0o600);
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readKey(file)!;
}
