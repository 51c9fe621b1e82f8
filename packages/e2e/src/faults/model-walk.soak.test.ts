import { startTestServer, type TestServer } from "@parley/server/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { walk } from "./model-walk.ts";
import { reportFigures } from "./report-figures.ts";

const steps = Number(process.env["PARLEY_STEPS"] ?? 50_000);

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

test("fifty thousand steps of five people, and the server never differs from the model", async () => {
  let taken = 0;
  // Access tokens do not last as long as this does: each part has people of its own.
  while (taken < steps) taken += await walk(server, { steps: Math.min(5_000, steps - taken) });
  reportFigures("R23", { steps: taken, differences: 0 });
  expect(taken).toBeGreaterThanOrEqual(steps);
});
