import { axe } from "../../support/axe.ts";
import { Device, standing } from "../../support/device.ts";
import { Server } from "../../support/server.ts";
import { expect, type Page, signInByForm, test } from "../../support/test.ts";
import { Wire } from "../../support/wire.ts";

let server: Server;
let wire: Wire;
let device: Device;

test.beforeAll(async () => {
  server = await Server.demo(1);
  wire = await Wire.before(server.port);
  device = await Device.start(wire.address);
});

test.afterAll(async () => {
  await device?.end();
  await wire?.close();
  await server?.stop();
});

const account = (role: string) => server.card.accounts.find((one) => one.role === role)!;
const stop = (page: Page) => page.getByLabel("Arrêt", { exact: true });

/** Whoever directs makes the place a bus with two stops: one where it stands all day, one whose hours nobody wrote. */
async function makeBus(page: Page): Promise<void> {
  await signInByForm(page, account("director"));
  await page.goto("/places/1/facts");
  await page.locator("select[name=kind]").selectOption("bus");
  await page.locator("form:has(select[name=kind]) button[type=submit]").click();
  await expect(page).toHaveURL(/\/places\/1$/);
  for (const [commune, name, hours] of [["Die", "marché couvert", ""], ["Saillans", "place de la mairie", "Mo-Su 00:00-24:00"]] as const) {
    await page.goto("/places/1/stops");
    await page.locator("input[name=name]").fill(name);
    await page.locator("input[name=commune]").fill(commune);
    await page.locator("input[name=hours]").fill(hours);
    await page.locator("form:has(input[name=hours]) button[type=submit]").click();
    await expect(page.locator("main")).toContainText(name);
  }
  await page.context().clearCookies();
}

async function record(page: Page): Promise<void> {
  await page.locator("#counter-field").focus();
  for (const key of ["4", "m", "Enter"]) await page.keyboard.press(key);
  await expect(page.locator("#counter-told-text")).toContainText("enregistré. Visite terminée.");
}

test("a bus proposes the stop of the hour, carries the one that was confirmed, and knows it without a network", async () => {
  const before = (await server.journal()).length;
  const setting = await device.page();
  await signInByForm(setting, account("mediator"));
  await setting.goto("/counter");
  await expect(setting.locator(".team-me")).toBeVisible();
  await expect(stop(setting), "a place that stays where it is shows nothing").toHaveCount(0);
  await setting.context().clearCookies();
  await makeBus(setting);
  await setting.close();

  const page = await device.signIn(account("mediator"));
  await expect(stop(page).locator("option:checked")).toContainText("Saillans, place de la mairie");
  await expect(page.locator("#counter-round")).toContainText("À confirmer");
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [1366, 390]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 844 });
      await axe(page, `the stop to be confirmed, ${colorScheme}, ${width} px`);
    }
  }
  await page.setViewportSize({ width: 1366, height: 768 });
  await record(page);
  await page.getByRole("button", { name: "Confirmer" }).click();
  await expect(page.locator("#counter-round")).toContainText("Arrêt confirmé");
  await expect(page.locator("#counter-field")).toBeFocused();
  await axe(page, "the stop confirmed");
  await record(page);

  await expect.poll(() => standing(page, "waiting")).toBe(0);
  await device.context.setOffline(true);
  wire.cut();
  await page.reload();
  await expect(page.locator("#counter-round"), "confirmed once").toContainText("Arrêt confirmé");
  await record(page);
  await stop(page).selectOption({ label: "Die, marché couvert" });
  await page.locator("#counter-field").focus();
  await record(page);
  await stop(page).selectOption({ label: "Hors tournée" });
  await record(page);
  wire.mend();
  await device.context.setOffline(false);
  await expect.poll(() => standing(page, "waiting")).toBe(0);

  const opened = (await server.journal()).slice(before).filter(({ kind }) => kind === "visit.opened");
  expect(opened.map(({ body }) => [body["channel"], body["stop"]])).toEqual([
    ["round", undefined], ["round", 2], ["round", 2], ["round", 1], ["site", undefined],
  ]);
  await page.goto("/activity");
  await expect(page.locator(".visit-marks", { hasText: "Saillans, place de la mairie" })).toHaveCount(2);
  await expect(page.locator(".visit-marks", { hasText: "Die, marché couvert" })).toHaveCount(1);
});
