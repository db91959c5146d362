import { crawl } from "../support/crawl.ts";
import { axe, colours, expect, type Page, reflow, test } from "../support/test.ts";

// The longest tests of the suite: each worker takes one role after the other.
test.describe.configure({ mode: "parallel" });

/** Every page that links lead to, for every role, as each reads it: light and dark, large and small, enlarged, by its structure. */
for (const role of ["nobody", "mediator", "director", "officer", "administrator", "partner"]) {
  test(`every page that ${role} reaches is sound`, async ({ page, demo, signIn }) => {
    test.setTimeout(300_000);
    if (role !== "nobody") await signIn(role);
    const pages = await crawl(page, `${demo.address}/`, async (name, response) => {
      await test.step(name, async () => {
        expect.soft(response?.status(), `status of ${name}`).toBe(200);
        expect.soft(await structure(page), `structure of ${name}`).toEqual([]);
        for (const width of [1366, 390]) {
          await page.setViewportSize({ width, height: 844 });
          await page.emulateMedia({ colorScheme: "light" });
          await axe(page, `${name}, ${width} px, light`);
          await page.emulateMedia({ colorScheme: "dark" });
          await colours(page, `${name}, ${width} px, dark`);
        }
        await reflow(page);
      });
    });
    expect(pages.length, pages.join("\n")).toBeGreaterThan(role === "nobody" ? 1 : 8);
  });
}

/** What is wrong with the landmarks and headings. */
async function structure(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const wrong: string[] = [];
    const count = (selector: string, wanted: number) => {
      const found = document.querySelectorAll(selector).length;
      if (found !== wanted) wrong.push(`${found} ${selector}`);
    };
    count("main", 1);
    count("h1", 1);
    count("body > header", 1);
    count("body > footer", 1);
    for (const nav of document.querySelectorAll("nav:not([aria-label], [aria-labelledby])")) wrong.push(`nav.${nav.className} has no name`);
    const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
    wrong.push(...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `#${id} twice`));
    if (!document.title.includes(" – ")) wrong.push(`title « ${document.title} »`);
    return wrong;
  });
}
