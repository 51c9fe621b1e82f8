import { signUp, startTestServer, type Person, type TestServer } from "@parley/server/testing";
import { randomInt } from "node:crypto";
import { afterAll, beforeAll, test } from "vitest";
import { reportFigures } from "./report-figures.ts";
import { sdkWatching } from "./sdk-watching.ts";
import { snapshotCase } from "./snapshot-case.ts";

const cases = Number(process.env["PARLEY_CASES"] ?? 3_000);
const firstSeed = Number(process.env["PARLEY_SEED"] ?? randomInt(2 ** 31));

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

test("again and again somebody comes online while everything changes, and knows what is there", async () => {
  let people: [Person, ...Person[]] | null = null;
  let acts = 0;
  for (let i = 0; i < cases; i++) {
    // Access tokens do not last as long as this does.
    if (i % 500 === 0 || !people)
      people = (await Promise.all(["ada", "grace", "alan"].map((name) => signUp(server, name)))) as [
        Person,
        ...Person[],
      ];
    acts += await snapshotCase(people, (firstSeed + i) % 2 ** 31, ...(i % 20 === 0 ? [sdkWatching] : []));
  }
  reportFigures("R22", { firstSeed, cases, acts, differences: 0 });
});
