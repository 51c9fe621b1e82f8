import { join } from "node:path";
import { withPostgres } from "../services/postgres.mjs";
import { findBrowser } from "./browser.mjs";
import { run } from "./process.mjs";
import { root } from "./root.mjs";
import { report, withReport } from "./suite.mjs";
import { ensureWebApp } from "./web-app.mjs";

/** Everything that a change must pass: units and real databases first, then people in a real browser. */
export async function test(node, args) {
  await ensureWebApp(node);
  const units = await vitest(node, "tests", args);
  return Math.max(units, await browserStories(node, []));
}

/** The suites that talk to a database, against a PostgreSQL server instead of the built-in one. */
export function testServices(node, args) {
  return withPostgres((url) =>
    vitest(node, "tests on a PostgreSQL server", [".store.test.ts", ".property.test.ts", ...args], {
      PARLEY_TEST_DATABASE_URL: url,
    }),
  );
}

/** The long tests, which draw new random cases each time. */
export async function testSoak(node, args) {
  await ensureWebApp(node);
  return vitest(node, "long tests", args, { PARLEY_SOAK: "1" });
}

export async function browserStories(node, args) {
  const browser = findBrowser();
  await ensureWebApp(node);
  const cli = join(root, "node_modules", "@playwright", "test", "cli.js");
  const { code, found } = await withReport((file) =>
    run(
      node,
      [cli, "test", "--config", join(root, "packages", "e2e", "playwright.config.ts"), "--reporter=list,json", ...args],
      {
        env: { PARLEY_CHROMIUM: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: file, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
      },
    ),
  );
  const { expected = 0, flaky = 0, unexpected = 0 } = found?.stats ?? {};
  // A story that passes only when tried again has failed once for somebody.
  return report("browser stories", { passed: expected, failed: unexpected + flaky }, code);
}

async function vitest(node, suite, args, env = {}) {
  const cli = join(root, "node_modules", "vitest", "vitest.mjs");
  const { code, found } = await withReport((file) =>
    run(node, [cli, "run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`, ...args], {
      cwd: root,
      env,
    }),
  );
  return report(suite, { passed: found?.numPassedTests ?? 0, failed: found?.numFailedTests ?? 0 }, code);
}
