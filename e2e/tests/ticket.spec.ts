import type { Browser } from "@playwright/test";
import { Counter } from "../support/counter.ts";
import { Kiosk } from "../support/kiosk.ts";
import { Server } from "../support/server.ts";
import { axe, type Card, expect, reflow, signInByForm, sound, test } from "../support/test.ts";
import { weigh } from "../support/weight.ts";

const LANGUAGES = ["fr", "en", "ar", "tr", "uk", "es", "pt"];

/** A number taken at a kiosk of its own. */
async function take(browser: Browser, demo: Card, where: "elsewhere" | "at the counter" = "elsewhere") {
  const context = await browser.newContext({ baseURL: demo.address, hasTouch: true, locale: "fr-FR" });
  const kiosk = await Kiosk.open(await context.newPage(), demo, where);
  await kiosk.speak("fr");
  const taken = await kiosk.take("sante");
  await context.close();
  return taken;
}

test("a visitor follows their number to the desk, and the page says it within a second", async ({ browser }) => {
  // A hall of its own: the number is called while other tests call theirs.
  const server = await Server.demo(1);
  const context = await browser.newContext({ baseURL: server.address, locale: "fr-FR" });
  const page = await context.newPage();
  const { number, code } = await take(browser, server.card, "at the counter");
  await page.goto("/ticket");
  await page.locator("#code").fill(code.toLowerCase().replace("-", " "));
  await page.locator("form button").click();
  await expect(page.locator("h1")).toHaveText(`Numéro ${number}`);
  await expect(page.locator(".ticket-state")).toHaveAttribute("data-stage", "waiting");
  expect(await context.cookies(), "nothing is remembered").toEqual([]);

  const desk = await context.newPage();
  await signInByForm(desk, server.card.accounts.find(({ role }) => role === "mediator")!);
  const counter = await Counter.open(desk);
  const line = desk.locator("#queue-waiting li").filter({ has: desk.locator("b", { hasText: new RegExp(`^${number}$`) }) });
  await expect(line, "a language by its name").toContainText("Français");
  await line.getByRole("button").click();
  await expect(page.locator(".ticket-state")).toHaveAttribute("data-stage", "called", { timeout: 2_000 });
  await expect(page.locator(".ticket-desk")).not.toBeEmpty();
  await expect(page).toHaveTitle(/^C’est à vous\s!/);
  await axe(page, "called");
  await counter.press("F4");
  await expect(page.locator(".ticket-state")).toHaveAttribute("data-stage", "served", { timeout: 2_000 });
  await expect(page.locator("#ticket-leave"), "at a desk one says it to the agent").toBeHidden();
  await counter.press("Enter");
  await expect(page.locator(".ticket-state")).toHaveAttribute("data-stage", "closed", { timeout: 2_000 });
  await context.close();
  await server.stop();
});

test("« Je pars » takes two touches and no script", async ({ browser, demo }) => {
  const { code } = await take(browser, demo);
  const context = await browser.newContext({ baseURL: demo.address, javaScriptEnabled: false, locale: "fr-FR" });
  const plain = await context.newPage();
  await plain.goto(`/ticket/${code}`);
  await expect(plain.locator("form button")).toBeHidden();
  await plain.locator("summary").click();
  await plain.locator("form button").click();
  await expect(plain.locator(".ticket-state")).toHaveAttribute("data-stage", "left");
  await expect(plain.locator("summary")).toHaveCount(0);
  await context.close();
});

test("the page is sound and light in every language", async ({ page, browser, demo }) => {
  const { code } = await take(browser, demo);
  for (const language of LANGUAGES) {
    await weigh(page, `/ticket/${code}?lang=${language}`);
    await page.locator("summary").click();
    await sound(page, `a ticket in ${language}`);
    await page.goto(`/ticket?lang=${language}`);
    await axe(page, `the form in ${language}`);
    await reflow(page);
  }
});

test.describe("a wrong code", () => {
  test.use({ expectedProblems: [/status of 404/] });

  test("that was right until midnight is asked for no more by the page it opened", async ({ page, browser, demo }) => {
    const { code } = await take(browser, demo);
    let asked = 0;
    await page.route(`**/ticket/${code}?lang=fr`, (route) => route.fulfill({ status: 404, contentType: "text/html; charset=utf-8", body: "<h1>Ce code ne mène nulle part</h1>" }));
    await page.route(`**/ticket/${code}?lang=fr`, (route) => route.continue(), { times: 1 });
    await page.route("**/live?*", (route) => { asked += 1; return route.fulfill({ status: 404 }); });
    await page.goto(`/ticket/${code}?lang=fr`);
    await expect(page.locator("h1")).toHaveText("Ce code ne mène nulle part");
    expect(asked).toBe(1);
  });

  test("says what to do and loses nothing that was typed", async ({ page }) => {
    await page.goto("/ticket?lang=fr");
    await page.locator("#code").fill("K7QF-2M9X");
    await page.locator("form button").click();
    await expect(page.getByRole("alert")).toContainText("Ce code ne mène à aucun numéro d’aujourd’hui");
    await expect(page.locator("#code")).toHaveValue("K7QF2M9X");
    await axe(page, "a wrong code");
  });
});
