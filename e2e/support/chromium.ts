import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import type { LaunchOptions } from "@playwright/test";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/**
 * How to launch the system's own Chromium. Playwright's download is left aside: a distribution's browser gets its
 * security updates, and a clean clone then needs no host but the npm registry.
 */
export function chromium(): LaunchOptions {
  return {
    executablePath: process.env["PARVIS_CHROMIUM"] || find(),
    // The sandbox refuses root, and most containers refuse it to everyone; these pages are only ever our own.
    chromiumSandbox: false,
    args: [
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  };
}

function find(): string {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const candidates = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  const found = candidates.find(runnable);
  if (found) return found;
  throw new Error("Chromium was not found. Run `make setup`, or name it: PARVIS_CHROMIUM=/path/to/chromium.");
}

function runnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
