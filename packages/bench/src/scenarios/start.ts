import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { median } from "../measure/median.ts";
import { rounded } from "../measure/verdict.ts";
import { withDataFolder } from "../parley/data-folder.ts";
import { freePort } from "../parley/parley-server.ts";
import { firstLoad } from "../parley/web-first-load.ts";
import { commandLine, descendants, residentBytes } from "../processes/usage.ts";
import type { Scenario } from "../scenario.ts";

const warmStarts = 5;
const idleSeconds = 10;
const root = fileURLToPath(new URL("../../../../", import.meta.url));

/** `npm start` as a person types it: on an empty folder, then again on what that left. */
export const start: Scenario = (say) =>
  withDataFolder(async (dataDir) => {
    const cold = await startUp(dataDir);
    say(`first start: ready after ${cold.ms.toFixed(0)} ms`);
    await cold.stop();
    const warm: number[] = [];
    for (let i = 0; i < warmStarts; i++) {
      const again = await startUp(dataDir);
      warm.push(again.ms);
      say(`start ${i + 1} on an existing folder: ready after ${again.ms.toFixed(0)} ms`);
      await again.stop();
    }
    const idle = await startUp(dataDir);
    try {
      await delay(idleSeconds * 1_000);
      const server = idle.serverPid();
      const resident = residentBytes(server) / 2 ** 20;
      say(`idle for ${idleSeconds} s: server ${resident.toFixed(1)} MiB`);
      const web = await firstLoad(idle.url);
      for (const { path, bytes } of web.scripts) say(`${path}: ${bytes} bytes compressed`);
      return {
        figures: {
          coldStartMs: rounded(cold.ms),
          warmStartMs: rounded(median(warm)),
          warmStartMsWorst: rounded(Math.max(...warm)),
          idleMib: rounded(resident),
          webScriptKib:
            web.scripts.length > 0 ? rounded(web.scripts.reduce((sum, { bytes }) => sum + bytes, 0) / 1_024) : null,
          webEncoding: web.encoding,
        },
        targets: { warmStartMs: { max: 2_000 }, idleMib: { max: 150 }, webScriptKib: { max: 200 } },
        voids: [],
      };
    } finally {
      await idle.stop();
    }
  });

interface Started {
  readonly url: string;
  readonly ms: number;
  /** The server's own process, below npm and whatever it needs to start it. */
  serverPid(): number;
  stop(): Promise<void>;
}

async function startUp(dataDir: string): Promise<Started> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const log = openSync(join(dataDir, "start.log"), "a");
  const began = performance.now();
  const npm = spawn("npm", ["start"], {
    cwd: root,
    // A group of its own: npm does not always hand signals on.
    detached: true,
    stdio: ["ignore", log, log],
    env: { ...process.env, PORT: String(port), DATA_DIR: dataDir, DATABASE_URL: "" },
  });
  closeSync(log);
  const exited = new Promise<void>((resolve) => npm.once("exit", () => resolve()));
  while (!(await fetch(`${url}/readyz`).catch(() => null))?.ok) {
    if (npm.exitCode !== null || performance.now() - began > 90_000) {
      await stopGroup(npm, exited);
      throw new Error(`npm start did not become ready; see ${join(dataDir, "start.log")}`);
    }
    await delay(10);
  }
  return {
    url,
    ms: performance.now() - began,
    serverPid: () => largest([npm.pid!, ...descendants(npm.pid!)]),
    stop: () => stopGroup(npm, exited),
  };
}

/** Of npm, a shell and the server, the server is the one with the most memory that is not PostgreSQL's. */
function largest(pids: readonly number[]): number {
  const servers = pids.filter((pid) => commandLine(pid).includes("serve"));
  const found = servers.toSorted((a, b) => residentBytes(b) - residentBytes(a))[0];
  if (found === undefined) throw new Error("No server process was found");
  return found;
}

async function stopGroup(child: ChildProcess, exited: Promise<void>): Promise<void> {
  if (child.pid === undefined) return;
  const group = child.pid;
  const signal = (name: NodeJS.Signals): void => {
    try {
      process.kill(-group, name);
    } catch {
      // All of it has ended.
    }
  };
  signal("SIGTERM");
  await Promise.race([exited, delay(12_000, undefined, { ref: false })]);
  signal("SIGKILL");
}
