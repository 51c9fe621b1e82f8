import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { gatherCrowd, until } from "./crowd.ts";
import { reportFigures } from "./report-figures.ts";
import { ServerProcess } from "./server-process.ts";
import type { Talker } from "./talker.ts";

const folder = mkdtempSync(join(tmpdir(), "parley-slow-"));
let server: ServerProcess;

beforeAll(async () => {
  server = await ServerProcess.start({ dataDir: folder, env: { LOG_LEVEL: "debug" } });
});
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const mebibyte = 1024 * 1024;

test(
  "who stops reading is sent away to resume, costs little, harms nobody, and has everything in the end",
  { timeout: 120_000 },
  async () => {
    const crowd = await gatherCrowd(server, { people: 9, rooms: 1, inEach: 9 });
    const [slow, others] = [crowd.talkers.slice(0, 4), crowd.talkers.slice(4)];
    const before = server.memory;
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, server.memory)), 50);
    onTestFinished(() => {
      clearInterval(watch);
      crowd.close();
    });
    for (const talker of slow) talker.stopReading();
    await flood(others, messages);
    const sentAway = (): boolean =>
      readFileSync(join(folder, "server.log"), "utf8").split('"code":4008').length === 1 + slow.length;
    expect(await until(sentAway, 10_000)).toBe(true);
    clearInterval(watch);
    const grownMiB = Math.round((most - before) / mebibyte);
    for (const talker of slow) talker.startReading();
    expect(await until(() => slow.every(({ losses }) => losses === 1), 20_000)).toBe(true);
    expect(slow.map(({ lastCloseCode }) => lastCloseCode)).toEqual(slow.map(() => 4008));
    expect(await crowd.reckon(60_000)).toEqual([]);
    expect(others.map(({ losses }) => losses)).toEqual(others.map(() => 0));
    reportFigures("R18", {
      messages,
      slow: slow.length,
      floodMiB: Math.round((messages * body.length) / mebibyte),
      grownMiB,
    });
    // Mostly what the flood itself costs a server that had just started.
    expect(grownMiB).toBeLessThan(200);
  },
);

const body = "x".repeat(7_900);
/** More than the kernel takes for sockets that nobody reads. */
const messages = 2_000;

async function flood(talkers: readonly Talker[], count: number): Promise<void> {
  for (let said = 0; said < count;) {
    for (const talker of talkers) if (talker.unacknowledged < 40 && said < count) talker.say(`${said++} ${body}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
