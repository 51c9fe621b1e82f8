import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { Missing, run } from "./process.mjs";
import { root } from "./root.mjs";

const needed = 24;
const folder = join(root, "tools", "node");
const suffix = process.platform === "win32" ? ".exe" : "";

/** The Node that runs everything: this one, or, if it is too old, one from the npm registry. */
export async function ensureNode() {
  const node = Number(process.versions.node.split(".")[0]) >= needed ? process.execPath : await fetchedNode();
  // Programs of packages look for "node" on the path.
  process.env.PATH = `${dirname(node)}${delimiter}${process.env.PATH}`;
  return node;
}

async function fetchedNode() {
  let found = usable();
  if (found !== null) return found;
  console.error(
    `Node ${process.versions.node} is too old for Parley (${needed} or newer). Fetching one, for this project only …`,
  );
  const code = await runNpm(
    process.execPath,
    ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
    folder,
  );
  found = usable() ?? (code === 0 ? await fetchOther() : null);
  if (found !== null) return found;
  throw new Missing(
    `Node ${needed} could not be fetched from the npm registry. Is there a network? ` +
      `Otherwise install Node ${needed} or newer yourself (https://nodejs.org) and try again.`,
  );
}

/** Where no binary of ours fits, the package's own script knows more platforms. */
async function fetchOther() {
  await run(process.execPath, ["installArchSpecificPackage.js"], { cwd: join(folder, "node_modules", "node") });
  return usable();
}

function usable() {
  const platform = process.platform === "win32" ? "win" : process.platform;
  const packages = join(folder, "node_modules");
  const places = [join(packages, `node-${platform}-${process.arch}`), join(packages, "node")];
  for (const place of places) {
    const binary = join(place, "bin", `node${suffix}`);
    if (existsSync(binary) && major(binary) >= needed) return binary;
  }
  return null;
}

function major(binary) {
  try {
    return Number(
      execFileSync(binary, ["-p", "process.versions.node"], { encoding: "utf8", stdio: "pipe" }).split(".")[0],
    );
  } catch {
    return 0;
  }
}

/** npm of whoever started us, run by the given Node. */
export function runNpm(node, args, cwd = root) {
  const npm = process.env.npm_execpath;
  if (npm !== undefined && /\.[cm]?js$/.test(npm)) return run(node, [npm, ...args], { cwd });
  return run(process.platform === "win32" ? "npm.cmd" : "npm", args, { cwd });
}
