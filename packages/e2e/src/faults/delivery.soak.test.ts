import { randomInt } from "node:crypto";
import { afterAll, beforeAll, test } from "vitest";
import { deliveryRun } from "./delivery-run.ts";
import { openProvingGround, type ProvingGround } from "./proving-ground.ts";
import { reportFigures } from "./report-figures.ts";

const runs = Number(process.env["PARLEY_RUNS"] ?? 200);
const firstSeed = Number(process.env["PARLEY_SEED"] ?? randomInt(2 ** 31));

let ground: ProvingGround;
beforeAll(async () => {
  ground = await openProvingGround();
});
afterAll(() => ground?.close());

test("two hundred storms, none like the other, and not one message is lost, doubled or out of place", async () => {
  const total = { firstSeed, runs: 0, messages: 0, slowestRestMs: 0, faults: {} as Record<string, number> };
  try {
    for (; total.runs < runs; total.runs++) {
      const seed = (firstSeed + total.runs) % 2 ** 31;
      const run = await deliveryRun({ server: ground.server, seed, killDatabase: ground.builtIn });
      total.messages += run.messages;
      total.slowestRestMs = Math.max(total.slowestRestMs, run.restMs);
      for (const [name, count] of Object.entries(run.faults)) total.faults[name] = (total.faults[name] ?? 0) + count;
    }
  } finally {
    reportFigures("delivery", total);
  }
});
