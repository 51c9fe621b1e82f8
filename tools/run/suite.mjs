import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Tells what a suite did: on the screen, and for .ci/run in the file that PARLEY_SUMMARY names. A suite that ran nothing has
 * failed: a wrong pattern must not look like success.
 */
export function report(suite, { passed, failed }, code) {
  const counted =
    passed + failed === 0 || (code !== 0 && failed === 0) ? { passed, failed: failed + 1 } : { passed, failed };
  console.error(`\n${suite}: ${counted.passed} passed, ${counted.failed} failed`);
  const file = process.env.PARLEY_SUMMARY;
  if (file) appendFileSync(file, `${JSON.stringify({ suite, ...counted })}\n`);
  return counted.failed === 0 ? 0 : 1;
}

/** Runs `work` with the path of a file that it is to write, and answers what it wrote as JSON, or null. */
export async function withReport(work) {
  const folder = mkdtempSync(join(tmpdir(), "parley-report-"));
  try {
    const file = join(folder, "report.json");
    const code = await work(file);
    return { code, found: readJson(file) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}
