import { defineConfig } from "vitest/config";

const soak = process.env["PARLEY_SOAK"] !== undefined;

export default defineConfig({
  test: {
    include: soak ? ["packages/*/src/**/*.soak.test.ts"] : ["packages/*/src/**/*.test.{ts,tsx}", "tools/**/*.test.ts"],
    exclude: ["**/node_modules/**", ...(soak ? [] : ["**/*.soak.test.ts"])],
    globalSetup: ["packages/server/src/testing/global-setup.ts"],
    // Real databases and servers are started; two cores are enough to fall behind.
    testTimeout: soak ? 1_800_000 : 20_000,
    hookTimeout: 60_000,
    pool: "forks",
  },
});
