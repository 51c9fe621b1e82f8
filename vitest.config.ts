import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["packages/*/src/**/*.test.ts", "tools/**/*.test.ts"],
    globalSetup: ["packages/server/src/testing/global-setup.ts"],
    // Real databases and servers are started; two cores are enough to fall behind.
    testTimeout: 20_000,
    hookTimeout: 60_000,
    pool: "forks",
  },
});
