import { arrive, Counter } from "../support/counter.ts";
import { Server } from "../support/server.ts";
import { expect, signInByForm, test } from "../support/test.ts";
import { Wire } from "../support/wire.ts";

test("a line that dies without a word is said to be cut, and followed again once the network is back", async ({ browser }) => {
  const server = await Server.demo(1);
  const wire = await Wire.before(server.port);
  const context = await browser.newContext({ baseURL: wire.address, locale: "fr-FR", timezoneId: "Europe/Paris" });
  const desk = await context.newPage();
  await signInByForm(desk, server.card.accounts.find(({ role }) => role === "mediator")!);
  await desk.clock.install();
  await Counter.open(desk);
  const screen = await context.newPage();
  await screen.clock.install();
  await screen.goto(await desk.locator("#counter-queue a").first().getAttribute("href") ?? "");
  await desk.bringToFront();
  const number = await arrive(desk);
  await expect(screen.locator("#screen-next")).toContainText(number);

  wire.hush();
  await desk.clock.fastForward(30_000);
  await expect(desk.locator("#queue-cut"), "a quiet hall is no cut").toBeHidden();
  for (const page of [desk, screen]) for (const seconds of [15, 5]) await page.clock.fastForward(1_000 * seconds);
  await screen.clock.fastForward(30_000);
  await expect(desk.locator("#queue-cut")).toBeVisible();
  await expect(screen.locator("#screen-away")).toBeVisible();

  wire.mend();
  for (const page of [desk, screen]) await page.clock.fastForward(41_000);
  await expect(desk.locator("#queue-cut")).toBeHidden();
  await expect(screen.locator("#screen-away")).toBeHidden();
  const next = await arrive(desk);
  await expect(screen.locator("#screen-next")).toContainText(next);
  await context.close();
  await wire.close();
  await server.stop();
});
