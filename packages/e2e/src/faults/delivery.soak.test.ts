import { randomInt } from "node:crypto";
import { writeFileSync } from "node:fs";
import { afterAll, beforeAll, test } from "vitest";
import { deliveryRun } from "./delivery-run.ts";
import { openProvingGround, type ProvingGround } from "./proving-ground.ts";

const runs = Number(process.env["PARLEY_RUNS"] ?? 200);
const firstSeed = Number(process.env["PARLEY_SEED"] ?? randomInt(2 ** 31));

let ground: ProvingGround;
beforeAll(async () => {
  ground = await openProvingGround();
});
afterAll(() => ground?.close());

test("two hundred storms, none like the other, and not one message is lost, doubled or out of place", async () => {
  const total = { firstSeed, runs: 0, messages: 0, faults: {} as Record<string, number> };
  for (let i = 0; i < runs; i++) {
    const run = await deliveryRun({
      server: ground.server,
      seed: (firstSeed + i) % 2 ** 31,
      killDatabase: ground.builtIn,
    });
    total.runs++;
    total.messages += run.messages;
    for (const [name, count] of Object.entries(run.faults)) total.faults[name] = (total.faults[name] ?? 0) + count;
    const report = process.env["PARLEY_REPORT"];
    if (report) writeFileSync(report, `${JSON.stringify(total)}\n`);
  }
});
