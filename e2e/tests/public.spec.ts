import { expect, sound, test } from "../support/test.ts";
import { weigh } from "../support/weight.ts";

const LANGUAGES = { fr: "ltr", en: "ltr", ar: "rtl", tr: "ltr", uk: "ltr", es: "ltr", pt: "ltr" };

test.describe.configure({ mode: "parallel" });

for (const [language, direction] of Object.entries(LANGUAGES)) {
  for (const path of ["/lieu/1", "/lieux"]) {
    test(`${path} is sound in ${language}`, async ({ page, context }) => {
      await weigh(page, `${path}?lang=${language}`);
      await expect(page.locator("html")).toHaveAttribute("lang", language);
      await expect(page.locator("html")).toHaveAttribute("dir", direction);
      await sound(page, `${path} in ${language}`);
      expect(await context.cookies(), "nothing is remembered").toEqual([]);
    });
  }

  test(`the page of a place prints on one sheet in ${language}`, async ({ page }) => {
    await page.goto(`/lieu/1?lang=${language}`);
    const pdf = (await page.pdf({ format: "A4", preferCSSPageSize: true })).toString("latin1");
    expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBe(1);
  });
}

test("an Arabic page reads from the right", async ({ page }) => {
  const left = async (selector: string) => (await page.locator(selector).first().boundingBox())!.x;
  await page.goto("/lieu/1?lang=fr");
  expect(await left(".public-hero h1")).toBeLessThan(await left(".public-state"));
  await page.goto("/lieu/1?lang=ar");
  expect(await left(".public-hero h1")).toBeGreaterThan(await left(".public-state"));
  expect(await left(".brand")).toBeGreaterThan(await left(".public-languages"));
  expect(await left(".public-hours th")).toBeGreaterThan(await left(".public-hours td"));
});

test("only a page in Arabic letters fetches them", async ({ page }) => {
  const fetched: string[] = [];
  page.on("request", (request) => fetched.push(request.url()));
  await page.goto("/lieu/1?lang=fr", { waitUntil: "networkidle" });
  expect(fetched.filter((url) => /arabic|cyrillic/.test(url))).toEqual([]);
  await page.goto("/lieu/1?lang=ar", { waitUntil: "networkidle" });
  expect(fetched.filter((url) => /arabic/.test(url))).toHaveLength(1);
});

test("machines read the place, and the policy lets them", async ({ page }) => {
  await page.goto("/lieu/1");
  // A violation of the policy would stand among the problems.
  const data = JSON.parse(await page.locator("script[type='application/ld+json']").innerText()) as Record<string, unknown>;
  expect(data["@type"]).toBe("LocalBusiness");
  expect(data["openingHoursSpecification"]).not.toEqual([]);
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false, locale: "uk-UA" });

  test("the browser's language is spoken, and another one is a link away", async ({ page }) => {
    await page.goto("/lieu/1");
    await expect(page.locator("html")).toHaveAttribute("lang", "uk");
    await page.locator("nav a[hreflang=es]").click();
    await expect(page.locator("html")).toHaveAttribute("lang", "es");
    await expect(page.locator("a[href^='tel:']").first()).toBeVisible();
  });

  test("a place is found by its town, and read in the same language", async ({ page }) => {
    await page.goto("/lieux?lang=tr");
    const name = (await page.locator(".public-list a").first().innerText()).split(" ").at(-1)!;
    await page.locator("input[name=q]").fill(name);
    await page.locator("form button").click();
    await expect(page).toHaveURL(/\/lieux\?lang=tr&q=/);
    await page.locator(".public-list a").first().click();
    await expect(page).toHaveURL(/\/lieu\/\d+-[a-z0-9-]+\?lang=tr/);
  });
});
