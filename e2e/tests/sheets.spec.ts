import { expect, test } from "../support/test.ts";

test("a sheet prints in the place's name, without what is for the agent", async ({ page, signIn }) => {
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
});

test("every sheet fits on one page", async ({ page, signIn }) => {
  await signIn("mediator");
  await page.goto("/counter");
  const { place } = JSON.parse(await page.locator("#counter-data").innerText()) as { place: { id: number } };
  await page.goto("/catalogue");
  const links = await page.locator("a[href^='/catalogue/themes/']").evaluateAll((all) => all.map((link) => link.getAttribute("href")!.split("/")[3]!));
  expect(links.length).toBeGreaterThan(50);
  const long: string[] = [];
  for (const theme of links) {
    const response = await page.goto(`/sheets/${theme}?place=${place.id}`);
    expect(response?.status(), theme).toBe(200);
    const pdf = (await page.pdf({ format: "A4", preferCSSPageSize: true })).toString("latin1");
    if (pdf.match(/\/Type\s*\/Page\b/g)?.length !== 1) long.push(theme);
  }
  expect(long, "sheets that need a second page").toEqual([]);
});
