import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { StartupError } from "../../../kernel/startup-error.ts";
import type { PostgresBinaries } from "./binaries.ts";
import type { Launcher } from "./unprivileged.ts";

const majorVersion = "18";

/** Makes the database cluster on the first start. Killed halfway it leaves nothing that the next start mistakes for one. */
export async function prepareCluster(
  folder: string,
  password: string,
  binaries: PostgresBinaries,
  launcher: Launcher,
): Promise<void> {
  if (existsSync(folder)) return checkVersion(folder);
  const draft = `${folder}.new`;
  const passwordFile = `${folder}.password`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (launcher.owner !== null) {
    chownSync(draft, launcher.owner.uid, launcher.owner.gid);
    chownSync(passwordFile, launcher.owner.uid, launcher.owner.gid);
  }
  try {
    await initialise(draft, passwordFile, binaries, launcher);
    renameSync(draft, folder);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

async function initialise(draft: string, passwordFile: string, binaries: PostgresBinaries, launcher: Launcher) {
  const plan = launcher.wrap(binaries.initdb, [
    `--pgdata=${draft}`,
    "--username=parley",
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    // Upper and lower case of all of Unicode, the same on every machine.
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
  ]);
  try {
    await promisify(execFile)(plan.program, plan.args, {
      cwd: "/",
      ...(plan.uid !== undefined && { uid: plan.uid }),
      ...(plan.gid !== undefined && { gid: plan.gid }),
      env: { PATH: process.env["PATH"], LC_ALL: "C", TZ: "UTC" },
    });
  } catch (cause) {
    const said = (cause as { stderr?: string }).stderr ?? String(cause);
    const reason = /No space left/i.test(said) ? "the disk is full" : said.trim().split("\n").slice(-4).join("\n");
    throw new StartupError(`The database could not be made in ${draft}: ${reason}`, { cause });
  }
}

function checkVersion(folder: string): void {
  let found: string;
  try {
    found = readFileSync(join(folder, "PG_VERSION"), "utf8").trim();
  } catch (cause) {
    const why =
      (cause as NodeJS.ErrnoException).code === "EACCES" ? "belongs to another user" : "holds no PostgreSQL data";
    throw new StartupError(`${folder} ${why}. Start Parley as its owner, or choose another DATA_DIR.`, { cause });
  }
  if (found !== majorVersion) {
    throw new StartupError(
      `${folder} was made by PostgreSQL ${found}; this Parley brings ${majorVersion}. Dump and restore it.`,
    );
  }
}

/** The password of the built-in database: made once, readable by us alone. */
export function keepPassword(file: string): string {
  if (existsSync(file)) return readFileSync(file, "utf8").trim();
  const password = randomBytes(24).toString("base64url");
  writeFileSync(file, password, { mode: 0o600, flag: "wx" });
  return password;
}
