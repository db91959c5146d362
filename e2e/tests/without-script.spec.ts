import { expect, signInByForm, test } from "../support/test.ts";

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("everything but the counter works", async ({ page, demo }) => {
    const account = (role: string) => demo.accounts.find((candidate) => candidate.role === role)!;
    await signInByForm(page, account("director"));

    await page.goto("/counter");
    await expect(page.locator("noscript .notice, .notice-danger").first(), "the counter says what it needs").toBeVisible();

    await page.goto("/figures");
    await page.locator("main form.filters button, main form[action='/figures'] button").first().click();
    await expect(page).toHaveURL(/\/figures\?/);
    await expect(page.locator("h1")).toBeVisible();
    const data = page.locator("main details", { has: page.locator("table") }).first();
    await data.locator("summary").click();
    await expect(data.locator("table").first(), "« Voir les données » opens").toBeVisible();

    await page.goto("/activity");
    await page.locator("a.month-day:not(.is-empty):not([aria-current])").first().click();
    await page.locator(".visit-requests a").first().click();
    await expect(page.locator("main form").first(), "a record can be corrected").toBeVisible();

    await page.goto("/me");
    const profile = page.locator("form[action='/me/profile']");
    await profile.locator("select[name=locale]").selectOption("en");
    await profile.locator("button[type=submit]").click();
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    await page.locator("form[action='/me/profile'] select[name=locale]").selectOption("fr");
    await page.locator("form[action='/me/profile'] button[type=submit]").click();
    await expect(page.locator("html")).toHaveAttribute("lang", "fr");

    await page.locator("form[action='/sign-out'] button").click();
    await expect(page).toHaveURL(/\/sign-in/);
  });
});
