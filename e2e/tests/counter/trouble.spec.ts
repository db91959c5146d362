import { Counter, requestOf, WHOLE_VISIT } from "../../support/counter.ts";
import { expect, test } from "../../support/test.ts";

const JOURNAL = "**/api/v1/journal";

test.describe("when something goes wrong", () => {
  test.use({ expectedProblems: [/Failed to load resource/] });
  let counter: Counter;

  test.beforeEach(async ({ page, signIn }) => {
    await signIn("mediator");
    counter = await Counter.open(page);
  });

  test("a refused entry comes back filled in, and keeps its name once mended", async ({ page }) => {
    await counter.press("4", "e");
    await page.getByRole("button", { name: "Note" }).click();
    await page.locator("#counter-note").fill("Son IBAN est FR76 3000 6000 0112 3456 7890 189");
    await expect(page.locator("#counter-note-warning"), "warned while typing").toBeVisible();
    await page.getByRole("button", { name: "Enregistrer et terminer" }).click();
    await expect(page.locator(".notice-danger")).toContainText("note");
    await expect(counter.tokens.first()).toContainText("Facture");
    await expect(page.locator("#counter-note"), "nothing typed is lost").toHaveValue(/FR76/);
    const refused = requestOf(counter.sent.flat());
    await page.locator("#counter-note").fill("Revient jeudi avec la facture");
    await page.getByRole("button", { name: "Enregistrer et terminer" }).click();
    await expect(page.locator(".notice-danger")).toHaveCount(0);
    await expect(page.locator("#counter-today .is-waiting")).toHaveCount(0);
    const mended = requestOf(counter.sent.flat());
    expect(mended).toMatchObject({ id: refused.id, note: "Revient jeudi avec la facture" });
    expect(await counter.onServer(mended)).toEqual({ withdrawn: false });
  });

  test("a network that fails loses nothing, is said, and is tried again", async ({ page }) => {
    const before = await counter.today();
    await page.route(JOURNAL, (route) => route.abort("internetdisconnected"));
    await counter.press("4", "m", "Enter", "2", "i", "Enter");
    await expect(counter.state).toBeVisible();
    await expect(counter.state).toContainText("2 saisies");
    await expect(page.locator("#counter-today .is-waiting")).toHaveCount(2);
    await expect(counter.field).toBeFocused();
    await page.unroute(JOURNAL);
    const entries = await counter.acknowledged([...WHOLE_VISIT, ...WHOLE_VISIT]);
    await expect(counter.state).toBeHidden();
    for (const request of entries.filter(({ kind }) => kind === "request.recorded")) {
      expect(await counter.onServer(request)).toEqual({ withdrawn: false });
    }
    expect(await counter.today()).toEqual({ visits: before.visits + 2, requests: before.requests + 2 });
  });

  test("a lost reply records nothing twice", async ({ page }) => {
    const before = await counter.today();
    let lost = 0;
    await page.route(JOURNAL, async (route) => {
      if (lost > 0) return route.continue();
      lost += 1;
      await route.fetch();
      await route.abort("connectionreset");
    });
    await counter.press("4", "m", "Enter");
    const entries = await counter.acknowledged(WHOLE_VISIT);
    expect(counter.sent.length, "sent again").toBeGreaterThan(1);
    expect(await counter.onServer(requestOf(entries))).toEqual({ withdrawn: false });
    expect(await counter.today()).toEqual({ visits: before.visits + 1, requests: before.requests + 1 });
  });

  test("an ended session keeps the entries, and says what to do", async ({ page, context, signIn }) => {
    const before = await counter.today();
    const cookies = await context.cookies();
    await context.clearCookies();
    await counter.press("4", "m", "Enter");
    await expect(page.locator("#counter-sign-in")).toBeVisible();
    await expect(counter.state).toContainText("1 saisie");
    await context.addCookies(cookies);
    await signIn("mediator");
    await page.evaluate(() => dispatchEvent(new Event("focus")));
    await counter.acknowledged(WHOLE_VISIT);
    await expect(counter.state).toBeHidden();
    expect(await counter.today()).toEqual({ visits: before.visits + 1, requests: before.requests + 1 });
  });
});
