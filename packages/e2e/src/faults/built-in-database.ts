import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The PostgreSQL that a server runs in its data folder, from the files that it leaves there. */
export function builtInDatabase(dataDir: string): { url: string; pid: number; ready: boolean } {
  const password = readFileSync(join(dataDir, "postgres.secret"), "utf8").trim();
  const folder = join(dataDir, "postgres");
  const [pid, , , port, , address, , state] = readFileSync(join(folder, "postmaster.pid"), "utf8").split("\n");
  const where =
    address?.trim() === "" ? `localhost/parley?host=${encodeURIComponent(folder)}` : `127.0.0.1:${port?.trim()}/parley`;
  return { url: `postgres://parley:${password}@${where}`, pid: Number(pid), ready: state?.trim() === "ready" };
}

/** SIGKILL for a PostgreSQL and every process that it has started: none of them finishes anything. */
export function killWholeDatabase(dataDir: string): void {
  const { pid } = builtInDatabase(dataDir);
  for (const each of [pid, ...childrenOf(pid)]) {
    try {
      process.kill(each, "SIGKILL");
    } catch {
      // It went by itself.
    }
  }
}

function childrenOf(parent: number): number[] {
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => {
      if (!Number.isInteger(pid)) return false;
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
        return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]) === parent;
      } catch {
        return false;
      }
    });
}
