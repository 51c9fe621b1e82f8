import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { run } from "./process.mjs";
import { root } from "./root.mjs";
import { report } from "./suite.mjs";

const program = (name) => join(root, "node_modules", ".bin", name);

/** Types, lint, format, and who may import whom. All are run, also after one failed. */
export async function check(node, args) {
  const steps = [...typeChecks(), ...tools(args.includes("--fix"), node)];
  let passed = 0;
  for (const { name, command } of steps) {
    const started = Date.now();
    const code = await run(command[0], command.slice(1), { cwd: root });
    console.error(`${code === 0 ? "ok    " : "FAILED"} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
    if (code === 0) passed++;
  }
  return report("checks", { passed, failed: steps.length - passed }, 0);
}

function typeChecks() {
  const folders = readdirSync(join(root, "packages")).map((name) => join("packages", name));
  // A package whose source must do without Node has a second configuration for its tests.
  return [...folders, "tools"]
    .flatMap((folder) => [join(folder, "tsconfig.json"), join(folder, "tsconfig.test.json")])
    .filter((config) => existsSync(join(root, config)))
    .map((config) => ({ name: `types of ${config}`, command: [program("tsc"), "-p", config] }));
}

function tools(fix, node) {
  return [
    { name: "lint", command: [program("oxlint"), "--type-aware", "--deny-warnings", ...(fix ? ["--fix"] : [])] },
    { name: "format", command: [program("oxfmt"), ...(fix ? [] : ["--check"]), "."] },
    { name: "imports", command: [node, join(root, "tools", "boundaries", "check.ts")] },
  ];
}
