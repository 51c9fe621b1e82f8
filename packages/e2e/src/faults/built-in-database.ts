import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The PostgreSQL that a server runs in its data folder, from the files that it leaves there. */
export function builtInDatabase(dataDir: string): { url: string; pid: number } {
  const password = readFileSync(join(dataDir, "postgres.secret"), "utf8").trim();
  const folder = join(dataDir, "postgres");
  const [pid, , , port, , address] = readFileSync(join(folder, "postmaster.pid"), "utf8").split("\n");
  const where =
    address?.trim() === ""
      ? `localhost/parley?host=${encodeURIComponent(folder)}`
      : `127.0.0.1:${port?.trim()}/parley`;
  return { url: `postgres://parley:${password}@${where}`, pid: Number(pid) };
}
