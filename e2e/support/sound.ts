import type { Page } from "@playwright/test";
import { axe, colours } from "./axe.ts";
import { reflow } from "./reflow.ts";

export interface Size {
  width: number;
  height: number;
}

const SIZES: Size[] = [
  { width: 1366, height: 844 },
  { width: 390, height: 844 },
];

/** Fails unless the page meets WCAG 2.2 AA, large and small, light and dark, and can be read at 320 pixels. */
export async function sound(page: Page, name: string, sizes = SIZES): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme: "light" });
    await axe(page, `${name}, ${size.width} px, light`);
    await page.emulateMedia({ colorScheme: "dark" });
    await colours(page, `${name}, ${size.width} px, dark`);
  }
  await reflow(page);
}
