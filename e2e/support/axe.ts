import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import type { AxeResults, NodeResult, RunOnly } from "axe-core";
import { expect, type Page } from "@playwright/test";

const SOURCE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const COLOURS = ["color-contrast", "link-in-text-block"];

/** Fails, with one row per element at fault, unless the page meets WCAG 2.2 AA and axe's best practices. */
export async function axe(page: Page, where = page.url()): Promise<void> {
  await audit(page, where, { type: "tag", values: TAGS });
}

/** The same for what a change of theme alone may spoil. */
export async function colours(page: Page, where = page.url()): Promise<void> {
  await audit(page, where, { type: "rule", values: COLOURS });
}

async function audit(page: Page, where: string, runOnly: RunOnly): Promise<void> {
  // Evaluated rather than added as a script element, which the content security policy would rightly block.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(SOURCE);
  const results: AxeResults = await page.evaluate(
    (runOnly) => {
      // A bar that sticks to the bottom covers what is scrolled under it; at the end of the page it covers nothing.
      scrollTo(0, document.documentElement.scrollHeight);
      const { axe } = window as unknown as { axe: typeof import("axe-core") };
      return axe.run({ runOnly, ...(runOnly.type === "tag" && { rules: { "target-size": { enabled: true } } }) });
    },
    runOnly,
  );
  const rows = results.violations.flatMap(({ id, impact, nodes }) => nodes.map((node) => row(id, impact, node)));
  // Soft, so that one run names everything there is to mend.
  expect.soft(rows, `accessibility of ${where}`).toEqual([]);
}

function row(rule: string, impact: string | null | undefined, node: NodeResult): string {
  const reasons = [...node.any, ...node.all, ...node.none].map((check) => check.message);
  return `${rule} (${impact ?? "?"}) · ${node.target.join(" ")} · ${reasons.join("; ")}`;
}
