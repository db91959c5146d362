import { crawl } from "../support/crawl.ts";
import { expect, type Page, reflow, sound, test } from "../support/test.ts";

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
        if (await news(page, name)) await sound(page, name);
        else await reflow(page);
      });
    });
    expect(pages.length, pages.join("\n")).toBeGreaterThan(role === "nobody" ? 1 : 8);
  });
}

/** What was read of the pages of a pattern, by any role that this worker took. */
const read = new Map<string, Set<string>>();

/** Whether the page holds an element that no role has shown yet: a kind, its classes, its attributes and what it stands in. */
async function news(page: Page, name: string): Promise<boolean> {
  const elements = await page.evaluate(() => {
    const kind = (element: Element) => {
      const attributes = [...element.attributes].filter(({ name }) => name !== "class" && /^(?:type|role|disabled|hidden|open|dir|lang|aria-(?!label|describedby|controls|owns|value).*)$/.test(name));
      const named = ["alt", "aria-label", "aria-labelledby", "title"].filter((name) => element.getAttribute(name));
      const labelled = element instanceof HTMLInputElement || element instanceof HTMLSelectElement ? `${element.labels?.length ?? 0} labels` : "";
      const empty = element.textContent?.trim() ? "" : "empty";
      return [element.localName, ...element.classList, ...attributes.map(({ name, value }) => `${name}=${value}`), ...named, labelled, empty].join(" ");
    };
    return [...document.querySelectorAll("*")].map((element) => `${element.parentElement ? kind(element.parentElement) : ""} > ${kind(element)}`);
  });
  const known = read.get(name) ?? new Set<string>();
  read.set(name, known);
  const before = known.size;
  for (const element of elements) known.add(element);
  return known.size > before;
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
