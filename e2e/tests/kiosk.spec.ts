import { Device } from "../support/device.ts";
import { Kiosk } from "../support/kiosk.ts";
import { Server } from "../support/server.ts";
import { axe, expect, type Page, sound, test } from "../support/test.ts";
import { weigh } from "../support/weight.ts";

test.use({ hasTouch: true });

const LANGUAGES = { fr: "ltr", en: "ltr", ar: "rtl", tr: "ltr", uk: "ltr", es: "ltr", pt: "ltr" };
/** A tablet that lies and one that stands, and a telephone. */
const SIZES = [{ width: 1366, height: 768 }, { width: 1080, height: 1920 }, { width: 390, height: 844 }];

test("a number in three touches, and nothing left for the next person", async ({ page, context, demo }) => {
  const kiosk = await Kiosk.open(page, demo);
  const before = await context.cookies();
  let touches = 0;
  await page.exposeFunction("touched", () => { touches += 1; });
  await page.evaluate(() => addEventListener("click", () => (window as unknown as { touched(): void }).touched(), true));

  await kiosk.speak("fr");
  await kiosk.step.locator("[data-priority]").tap();
  const first = await kiosk.take("famille");
  expect(touches, "priority included").toBe(3);
  expect(first.code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  await expect(kiosk.step.locator("svg.qr path")).toBeVisible();

  await kiosk.done();
  await expect(page.locator("html")).toHaveAttribute("lang", "fr");
  expect(await page.content(), "the number is gone from the page").not.toContain(first.code);
  expect(await page.locator("[data-priority][aria-pressed=true]").count()).toBe(0);
  expect(await page.evaluate(async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length])).toEqual([0, 0, 0]);
  expect(await context.cookies()).toEqual(before);

  await kiosk.speak("ar");
  await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
  const second = await kiosk.take("");
  expect(second.number).toBeGreaterThan(first.number);
  await expect(kiosk.step.locator(".kiosk-ticket")).toHaveAttribute("dir", "rtl");
  await page.goBack();
  await kiosk.at("start");
  await page.goForward();
  await kiosk.at("start");
  expect(await page.content()).not.toContain(second.code);
});

test("a second touch is no second number", async ({ page, demo }) => {
  const kiosk = await Kiosk.open(page, demo);
  const asked: string[] = [];
  page.on("request", (request) => { if (request.url().endsWith("/kiosk/tickets")) asked.push(request.postData() ?? ""); });
  await kiosk.speak("es");
  await kiosk.step.locator("[data-family=eau]").evaluate((button: HTMLElement) => { button.click(); button.click(); button.click(); });
  await kiosk.at("ticket");
  expect(asked).toHaveLength(1);
});

test("whoever goes away in the middle leaves the start to the next person", async ({ page, demo }) => {
  await page.clock.install();
  const kiosk = await Kiosk.open(page, demo);
  await kiosk.speak("tr");
  await page.clock.fastForward(40_000);
  await kiosk.at("reasons");
  await page.locator("h1:visible").tap();
  await page.clock.fastForward(40_000);
  await kiosk.at("reasons");
  await page.clock.fastForward(10_000);
  await kiosk.at("start");
  await kiosk.speak("en");
  await kiosk.take("eau");
  await page.clock.fastForward(41_000);
  await kiosk.at("start");
});

test.describe("when the line is cut", () => {
  test.use({ expectedProblems: [/Failed to load resource|ERR_INTERNET_DISCONNECTED/] });

  test("it says to go to the counter, in the language that was chosen, and comes back by itself", async ({ page, context, demo }) => {
    const kiosk = await Kiosk.open(page, demo);
    await kiosk.speak("pt");
    await context.setOffline(true);
    await kiosk.at("away");
    await expect(kiosk.step.locator("li.is-chosen")).toHaveText("O ecrã não responde. Dirija-se à receção.");
    await axe(page, "the kiosk without a network");
    await context.setOffline(false);
    await kiosk.at("start");
  });

  test("a reply that was lost is asked for again, and is one number", async ({ page, demo }) => {
    const kiosk = await Kiosk.open(page, demo);
    const asked: string[] = [];
    let lost = "";
    await page.route("**/kiosk/tickets", async (route) => {
      asked.push(new URLSearchParams(route.request().postData() ?? "").get("id") ?? "");
      if (asked.length > 1) return route.continue();
      lost = await (await route.fetch()).text();
      await route.abort();
    });
    await kiosk.speak("fr");
    const { number } = await kiosk.take("eau");
    expect(lost, "the same number as in the reply that was lost").toContain(`<b>${number}</b>`);
    expect(new Set(asked).size).toBe(1);
    expect(asked).toHaveLength(2);
  });

  test("too many numbers, and a kiosk that is one no more, say so", async ({ page, context, demo }) => {
    const kiosk = await Kiosk.open(page, demo);
    await page.route("**/kiosk/tickets", (route) => route.fulfill({ status: 429, body: "" }));
    await kiosk.speak("uk");
    await kiosk.step.locator("[data-family=eau]").tap();
    await kiosk.at("busy");
    await expect(kiosk.step.locator("li.is-chosen")).toContainText("забагато");
    await page.unroute("**/kiosk/tickets");
    await page.reload();
    await expect(page.locator("#content")).toHaveAttribute("data-now", "start");
    await context.clearCookies();
    await kiosk.speak("fr");
    await kiosk.step.locator("[data-family=eau]").tap();
    await kiosk.at("closed");
    await page.reload();
    await expect(page.locator(".kiosk-message")).toContainText("Adressez-vous à l’accueil");
    await axe(page, "a browser that is no kiosk");
  });
});

test("it reads aloud where the browser has a voice, and offers nothing where it has none", async ({ page, demo }) => {
  await page.addInitScript(() => {
    const said: string[] = [];
    const voices = [{ lang: "ar-SA", localService: true }, { lang: "fr-FR", localService: false }];
    class Utterance { lang = ""; voice = null; rate = 1; constructor(readonly text: string) {} }
    const speech = { getVoices: () => voices, speak: (one: Utterance) => said.push(`${one.lang} ${one.text}`), cancel: () => undefined, addEventListener: () => undefined };
    Object.defineProperty(window, "speechSynthesis", { value: speech });
    Object.assign(window, { SpeechSynthesisUtterance: Utterance, said });
  });
  const kiosk = await Kiosk.open(page, demo);
  const said = () => page.evaluate(() => (window as unknown as { said: string[] }).said);
  await kiosk.speak("fr");
  await expect(kiosk.step.locator("[data-listen]"), "a voice from elsewhere is not ours").toBeHidden();
  await kiosk.step.locator("[data-go=start]").tap();
  await kiosk.speak("ar");
  await kiosk.step.locator("[data-listen]").tap();
  expect((await said())[0]).toBe("ar-SA ما سبب زيارتكم؟");
  // Out of its hours the place says that too.
  expect(await said()).toHaveLength(15 + await kiosk.step.locator("[data-notice]:visible").count());
});

const NOTICE = "Fermé. Ouvre demain à 9 h 30. Un numéro pris maintenant ne vaut que pour aujourd’hui.";

/** Whatever the hour of the test, the place is closed. */
async function outOfHours(page: Page, language: string): Promise<void> {
  await page.route("**/api/v1/kiosk?*", async (route) => {
    const reply = await route.fetch();
    await route.fulfill({ response: reply, json: { ...(await reply.json()), notice: { fr: NOTICE, [language]: NOTICE } } });
  });
}

for (const [language, direction] of Object.entries(LANGUAGES)) {
  test(`every step is sound in ${language}`, async ({ page, demo }) => {
    await outOfHours(page, language);
    const kiosk = await Kiosk.open(page, demo);
    const whole = async (step: string) => {
      await sound(page, `${step} in ${language}`, SIZES);
      await page.setViewportSize(SIZES[0]!);
      const seen = await page.evaluate(() => document.documentElement.scrollHeight);
      expect.soft(seen, `${step} in ${language} is seen whole`).toBeLessThanOrEqual(768);
    };
    await whole("start");
    await kiosk.speak(language);
    await expect(page.locator("html")).toHaveAttribute("dir", direction);
    const small = await kiosk.step.locator("button:visible").evaluateAll((all) => all.map((one) => one.getBoundingClientRect()).filter(({ width, height }) => width < 60 || height < 60).length);
    expect(small, "targets for a thumb").toBe(0);
    await expect(kiosk.step.locator("[data-notice]")).toHaveText(NOTICE);
    await whole("reasons");
    await kiosk.take("");
    await whole("ticket");
  });
}

test("the first view weighs no more than any page's", async ({ page, demo }) => {
  await Kiosk.open(page, demo);
  // Seven languages and the letters of two alphabets at once.
  await weigh(page, "/kiosk");
});

test("it opens while the server is down, says so, and gives numbers once that one is back", async () => {
  const server = await Server.demo(1);
  const device = await Device.start(server.address, { hasTouch: true });
  try {
    const page = await device.page();
    const kiosk = await Kiosk.open(page, server.card, "at the counter");
    await expect.poll(() => page.evaluate(async () => (await caches.open("parvis-kiosk")).match(location.href).then(Boolean))).toBe(true);
    await server.kill();
    await page.reload();
    await kiosk.at("away");
    await expect(kiosk.step.locator("li.is-chosen")).not.toBeEmpty();
    await server.restart();
    await kiosk.at("start");
    await kiosk.speak("fr");
    await kiosk.take("famille");
  } finally {
    await device.end();
    await server.stop();
  }
});
