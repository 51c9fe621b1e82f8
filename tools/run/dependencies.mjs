import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runNpm } from "./node.mjs";
import { Missing } from "./process.mjs";
import { root } from "./root.mjs";

/** Installs what package-lock.json lists, if what is installed is something else. */
export async function ensureDependencies(node) {
  if (installed()) return;
  console.error("Installing dependencies …");
  const code = await runNpm(node, ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
  if (code !== 0) throw new Missing('Dependencies could not be installed. Is there a network? "npm ci" says more.');
}

function installed() {
  const wanted = packagesOf(join(root, "package-lock.json"));
  const there = packagesOf(join(root, "node_modules", ".package-lock.json"));
  if (wanted === null) throw new Missing("package-lock.json is missing; the checkout is not complete.");
  if (there === null) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.includes("node_modules/")) return true;
    const found = there[path];
    if (found === undefined) return entry.optional === true || entry.peer === true || entry.devOptional === true;
    return found.version === entry.version && existsSync(join(root, path));
  });
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch {
    return null;
  }
}
