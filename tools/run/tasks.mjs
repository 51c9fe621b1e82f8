import { join } from "node:path";
import { check } from "./check.mjs";
import { dev } from "./dev.mjs";
import { run } from "./process.mjs";
import { root } from "./root.mjs";
import { browserStories, test, testServices, testSoak } from "./tests.mjs";
import { ensureWebApp } from "./web-app.mjs";

const parley = join(root, "packages", "server", "bin", "parley.mjs");

/**
 * Half-spaces of this many MiB for young objects, instead of growing to 16 and more: with 5,000 idle sockets that halves
 * what a socket costs in memory, and sending showed no loss.
 */
const serverFlags = ["--max-semi-space-size=8"];

/** Each gets the Node to use and what was written after its name; it resolves with the exit code. */
export const tasks = {
  async start(node, args) {
    await ensureWebApp(node);
    return run(node, [...serverFlags, parley, "serve", ...args], { keep: true });
  },
  parley: (node, args) => run(node, [parley, ...args]),
  dev,
  test,
  check,
  "test:services": testServices,
  "test:soak": testSoak,
  e2e: browserStories,
  async bench(node, args) {
    await ensureWebApp(node);
    return run(node, [join(root, "packages", "bench", "src", "main.ts"), ...args]);
  },
};
