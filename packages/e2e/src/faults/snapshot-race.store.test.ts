import { signUp, startTestServer, type Person, type TestServer } from "@parley/server/testing";
import { randomInt } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sdkWatching } from "./sdk-watching.ts";
import { snapshotCase } from "./snapshot-case.ts";

const cases = Number(process.env["PARLEY_RUNS"] ?? 25);
const firstSeed = Number(process.env["PARLEY_SEED"] ?? randomInt(2 ** 31));

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

test(
  "whatever happens while somebody comes online, what they are told adds up to what is there",
  { timeout: 30_000 + cases * 1_000 },
  async () => {
    const people = (await Promise.all(["ada", "grace", "alan"].map((name) => signUp(server, name)))) as [
      Person,
      ...Person[],
    ];
    let done = 0;
    for (let i = 0; i < cases; i++) done += await snapshotCase(people, (firstSeed + i) % 2 ** 31);
    expect(done).toBeGreaterThan(cases * 10);
  },
);

test(
  "and the SDK's list of rooms, members and timelines comes to show just that",
  { timeout: 30_000 + cases * 2_000 },
  async () => {
    const people = (await Promise.all(["ada", "grace", "alan"].map((name) => signUp(server, name)))) as [
      Person,
      ...Person[],
    ];
    for (let i = 0; i < Math.ceil(cases / 4); i++) await snapshotCase(people, (firstSeed + i) % 2 ** 31, sdkWatching);
  },
);
