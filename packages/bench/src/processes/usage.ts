import { readFileSync, readdirSync } from "node:fs";

/** Seconds of processor time that a process has used. Ticks of 10 ms, so only good over a second and more. */
export function cpuSeconds(pid: number): number {
  const fields = statFields(pid);
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Resident memory of a process in bytes. */
export function residentBytes(pid: number): number {
  const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return line ? Number(line[1]) * 1024 : NaN;
}

export function commandLine(pid: number): string {
  return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
}

/** All processes below this one, children of children too. */
export function descendants(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc")) {
    const candidate = Number(name);
    if (!Number.isInteger(candidate)) continue;
    try {
      parents.set(candidate, Number(statFields(candidate)[1]));
    } catch {
      // Ended while we looked.
    }
  }
  const found: number[] = [];
  for (let family = [pid]; family.length > 0;) {
    family = [...parents].filter(([, parent]) => family.includes(parent)).map(([child]) => child);
    found.push(...family);
  }
  return found;
}

/** Of /proc/PID/stat, what follows the name: [0] is the state, [1] the parent, [11] and [12] user and system time. */
function statFields(pid: number): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}
