import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { attacks } from "./hostile-requests/index.ts";
import { ask, openWorld, type World } from "./hostile-world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

describe("over HTTP", () => {
  test.each(attacks)("%s", async (_name, make, answer) => {
    expect((await ask(world, make(world))).summary).toBe(answer);
  });

  test("there were enough of them, each of another name", () => {
    expect(attacks.length).toBeGreaterThan(150);
    expect(new Set(attacks.map(([name]) => name)).size).toBe(attacks.length);
  });
});

describe("afterwards", () => {
  test("nothing failed inside, the server answers, and nobody's prototype was touched", async () => {
    expect(world.log.filter((line) => line.includes('"level":50'))).toEqual([]);
    expect((await ask(world, { path: "/healthz" })).status).toBe(200);
    expect((await ask(world, { path: "/api/v1/me" })).status).toBe(200);
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });
});
