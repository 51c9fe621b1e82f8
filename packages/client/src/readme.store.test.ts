import { startTestServer, type TestServer } from "@parley/server/testing";
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

let server: TestServer;
const packageFolder = fileURLToPath(new URL("..", import.meta.url));

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

/** Runs a program from the package's folder, as it stands. */
async function run(
  program: string,
  env: Record<string, string>,
): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, ["--input-type=module-typescript", "-"], {
    cwd: packageFolder,
    env: { ...process.env, ...env },
  });
  let [out, err] = ["", ""];
  child.stdout.on("data", (data: Buffer) => (out += data.toString()));
  child.stderr.on("data", (data: Buffer) => (err += data.toString()));
  child.stdin.end(program);
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, out, err };
}

test("the example of the README talks to a server and ends", async () => {
  const readme = await readFile(`${packageFolder}/README.md`, "utf8");
  const example = /## An example[^]*?```ts\n([^]*?)```/.exec(readme)?.[1];
  expect(example).toBeDefined();
  const { code, out, err } = await run(example!, { PARLEY_URL: server.url });
  expect(err).toBe("");
  expect(out).toMatch(/^greeter_\w+: Hello\ngreeter_\w+: Hello yourself!\n$/);
  expect(code).toBe(0);
});
