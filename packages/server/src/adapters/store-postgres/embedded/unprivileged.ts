import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { StartupError } from "../../../kernel/startup-error.ts";

/** How to start a program: as ourselves, or, as PostgreSQL refuses to run as root, as somebody else. */
export interface Launcher {
  /** Who must own the files; null when it is us. */
  readonly owner: { readonly uid: number; readonly gid: number } | null;
  wrap(program: string, args: readonly string[]): LaunchPlan;
}

export interface LaunchPlan {
  readonly program: string;
  readonly args: readonly string[];
  readonly uid?: number;
  readonly gid?: number;
}

const asOurselves: Launcher = { owner: null, wrap: (program, args) => ({ program, args }) };

/**
 * @param dataFolder PostgreSQL's data, if it exists its owner runs it
 * @param folders what the program must reach
 */
export function chooseLauncher(dataFolder: string, folders: readonly string[]): Launcher {
  if (process.getuid?.() !== 0) return asOurselves;
  const owner = existingOwner(dataFolder) ?? systemAccount();
  if (folders.every(openToAll)) {
    return { owner, wrap: (program, args) => ({ program, args, ...owner }) };
  }
  const capability = `+${searchCapability()}`;
  return {
    owner,
    wrap: (program, args) => ({
      program: "setpriv",
      args: [
        `--reuid=${owner.uid}`,
        `--regid=${owner.gid}`,
        "--clear-groups",
        `--inh-caps=-all,${capability}`,
        `--ambient-caps=-all,${capability}`,
        program,
        ...args,
      ],
    }),
  };
}

function existingOwner(dataFolder: string): { uid: number; gid: number } | null {
  const found = statSync(dataFolder, { throwIfNoEntry: false });
  return found === undefined || found.uid === 0 ? null : { uid: found.uid, gid: found.gid };
}

function systemAccount(): { uid: number; gid: number } {
  for (const name of ["postgres", "nobody"]) {
    try {
      const id = (flag: string): number =>
        Number(execFileSync("id", [flag, name], { encoding: "utf8", stdio: "pipe" }));
      return { uid: id("-u"), gid: id("-g") };
    } catch {
      continue;
    }
  }
  throw new StartupError(
    'PostgreSQL does not run as root, and this machine has no account "postgres" or "nobody" to run it as. ' +
      "Start Parley as an ordinary user, or set DATABASE_URL.",
  );
}

/** Whether any account may go into the folder: it and all above it. */
function openToAll(folder: string): boolean {
  for (let path = folder; ; path = dirname(path)) {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found !== undefined && (found.mode & 0o001) === 0 && path !== folder) return false;
    if (path === dirname(path)) return true;
  }
}

/**
 * A folder such as /root is closed to everybody else. The program gets one right that root has: to pass through
 * folders. Containers often keep only the wider of the two that give it.
 */
function searchCapability(): "dac_read_search" | "dac_override" {
  const version = spawnSync("setpriv", ["--version"], { encoding: "utf8" }).stdout ?? "";
  const effective =
    process.platform === "linux" ? /CapEff:\s*([0-9a-f]+)/.exec(readFileSync("/proc/self/status", "utf8")) : null;
  const has = (bit: number): boolean => effective !== null && (BigInt(`0x${effective[1]}`) >> BigInt(bit)) % 2n === 1n;
  if (version.includes("util-linux")) {
    if (has(2)) return "dac_read_search";
    if (has(1)) return "dac_override";
  }
  throw new StartupError(
    "PostgreSQL does not run as root, and no other account can reach this folder. Start Parley as an ordinary user, move " +
      "the project and DATA_DIR to a folder that others may enter (chmod o+x), install util-linux (setpriv), or set DATABASE_URL.",
  );
}
