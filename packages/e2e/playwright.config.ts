import { defineConfig } from "@playwright/test";

/** "npm run e2e" looks for a browser and names it here. */
const executablePath = process.env["PARLEY_CHROMIUM"] ?? "/usr/bin/chromium";

export default defineConfig({
  testDir: "./stories",
  testMatch: "**/*.story.ts",
  outputDir: "./test-results",
  forbidOnly: true,
  fullyParallel: true,
  // Two cores, and a server and a database beside each browser.
  workers: 2,
  retries: 0,
  timeout: 90_000,
  // Patience is for busy machines: whatever is waited for here comes within a second on an idle one.
  expect: { timeout: 20_000 },
  use: {
    actionTimeout: 20_000,
    navigationTimeout: 30_000,
    browserName: "chromium",
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    contextOptions: { reducedMotion: "reduce" },
    screenshot: "only-on-failure",
    trace: "off",
    video: "off",
    launchOptions: { executablePath, args: ["--no-sandbox"] },
  },
});
