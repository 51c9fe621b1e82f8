import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder that exists while `work` runs. */
export async function withDataFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "parley-bench-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How to reach the built-in PostgreSQL of a running server. */
export function databaseUrl(dataDir: string): string {
  const password = readFileSync(join(dataDir, "postgres.secret"), "utf8").trim();
  const folder = join(dataDir, "postgres");
  const port = readFileSync(join(folder, "postmaster.pid"), "utf8").split("\n")[3]?.trim() ?? "";
  const onSocket = readFileSync(join(folder, "postmaster.pid"), "utf8").split("\n")[5]?.trim() === "";
  return onSocket
    ? `postgres://parley:${password}@localhost/parley?host=${encodeURIComponent(folder)}`
    : `postgres://parley:${password}@127.0.0.1:${port}/parley`;
}

export function postmasterPid(dataDir: string): number {
  return Number(readFileSync(join(dataDir, "postgres", "postmaster.pid"), "utf8").split("\n")[0]);
}
