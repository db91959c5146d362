import { defineConfig } from "@playwright/test";
import { chromium } from "./support/chromium.ts";

/** One demonstration serves the whole run (support/demo.ts); everything a run leaves stands in results/. */
export default defineConfig({
  testDir: "tests",
  outputDir: "results",
  globalSetup: "./support/demo.ts",
  workers: 2,
  retries: 0,
  timeout: 180_000,
  // How long a step may take to show on a busy machine. What must be quick is measured by the benchmarks.
  expect: { timeout: 30_000 },
  forbidOnly: Boolean(process.env["CI"]),
  reporter: [["list"]],
  use: {
    locale: "fr-FR",
    timezoneId: "Europe/Paris",
    viewport: { width: 1366, height: 768 },
    contextOptions: { reducedMotion: "reduce" },
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: chromium(),
  },
});
