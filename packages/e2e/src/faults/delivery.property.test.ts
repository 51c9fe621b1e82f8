import { randomInt } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { deliveryRun } from "./delivery-run.ts";
import { openProvingGround, type ProvingGround } from "./proving-ground.ts";

const runs = Number(process.env["PARLEY_RUNS"] ?? 5);
const firstSeed = Number(process.env["PARLEY_SEED"] ?? randomInt(2 ** 31));

let ground: ProvingGround;
beforeAll(async () => {
  ground = await openProvingGround();
});
afterAll(() => ground?.close());

test(
  "whatever the network and the server do, everybody sees all that was said, once, in one order, and nothing acknowledged is lost",
  { timeout: 60_000 + runs * 40_000 },
  async () => {
    for (let i = 0; i < runs; i++) {
      const run = await deliveryRun({
        server: ground.server,
        seed: (firstSeed + i) % 2 ** 31,
        killDatabase: ground.builtIn,
      });
      expect(run.messages).toBeGreaterThan(0);
    }
  },
);
