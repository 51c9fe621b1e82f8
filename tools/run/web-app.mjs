import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Missing, run } from "./process.mjs";
import { root } from "./root.mjs";

const web = join(root, "packages", "web");
const stamp = join(root, "node_modules", ".cache", "parley-web");
const sources = [
  ...["src", "public", "build", "index.html", "vite.config.ts", "package.json"].map((name) => join(web, name)),
  join(root, "packages", "client", "src"),
  join(root, "packages", "protocol", "src"),
  join(root, "package-lock.json"),
];

/** Builds the web app if its sources changed since the last build. */
export async function ensureWebApp(node) {
  const state = fingerprint();
  if (existsSync(join(web, "dist", "index.html")) && lastBuilt() === state) return;
  console.error("Building the web app …");
  const vite = join(root, "node_modules", "vite", "bin", "vite.js");
  const code = await run(node, [vite, "build", "--logLevel", "warn"], { cwd: web });
  if (code !== 0) throw new Missing("The web app could not be built; see above.");
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, state);
}

function lastBuilt() {
  return existsSync(stamp) ? readFileSync(stamp, "utf8") : null;
}

function fingerprint() {
  const hash = createHash("sha256");
  const visit = (path) => {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) return;
    if (!found.isDirectory()) hash.update(`${path}\0${found.size}\0${found.mtimeMs}\n`);
    else for (const name of readdirSync(path).sort()) visit(join(path, name));
  };
  sources.forEach(visit);
  return hash.digest("hex");
}
