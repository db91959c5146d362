import { expect, test } from "../support/test.ts";

test("a sheet prints on one page, in the place's name, without what is for the agent", async ({ page, signIn }) => {
  await signIn("mediator");
  await page.goto("/counter");
  await page.locator("#counter-field").fill("");
  await page.locator("#counter-field").press("4");
  const address = await page.locator("#counter-sheet-print").getAttribute("href");
  await page.keyboard.press("Escape");
  await page.goto(address!);
  await expect(page.locator(".agent-only").first(), "the agent reads everything on the screen").toBeVisible();

  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  for (const hidden of [".agent-only", ".nav", ".account", ".screen-only", ".skip-link"]) {
    for (const element of await page.locator(hidden).all()) await expect(element, `${hidden} on paper`).toBeHidden();
  }
  await expect(page.locator(".sheet-place")).toBeVisible();
  await expect(page.locator(".sheet-write")).toBeVisible();
  const paper = await page.evaluate(() => ({
    ground: getComputedStyle(document.body).backgroundColor,
    ink: getComputedStyle(document.querySelector(".sheet")!).color,
    letters: parseFloat(getComputedStyle(document.querySelector(".sheet li, .sheet p")!).fontSize),
  }));
  expect(paper.ground, "no ink is spent on the ground, whatever the theme").toBe("rgb(255, 255, 255)");
  expect(paper.letters, "read without glasses: 13 points").toBeGreaterThanOrEqual(17);
  const pdf = (await page.pdf({ format: "A4", preferCSSPageSize: true })).toString("latin1");
  expect(pdf.match(/\/Type\s*\/Page\b/g), "pages").toHaveLength(1);
});
