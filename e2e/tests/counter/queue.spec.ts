import { Counter } from "../../support/counter.ts";
import { axe, expect, test } from "../../support/test.ts";

test.describe.configure({ mode: "serial" });

test("somebody arrives, is called, received and served with the keyboard alone; the hall follows", async ({ page, context, signIn }) => {
  await signIn("mediator");
  const counter = await Counter.open(page);
  const screen = await context.newPage();
  await screen.goto(await page.locator("#counter-queue a").first().getAttribute("href") ?? "");
  await page.bringToFront();
  await expect(counter.field).toBeFocused();

  await counter.press("F2");
  const waits = page.locator("#queue-waiting li").last();
  await expect(waits).toBeVisible();
  const number = await waits.locator("b").textContent() ?? "";
  await expect(screen.locator("#screen-next")).toContainText(number);

  const mine = page.locator("#queue-received li.is-mine").filter({ has: page.locator("b", { hasText: new RegExp(`^${number}$`) }) });
  await counter.press("F4");
  await expect(mine).toContainText("appelé");
  await expect(screen.locator("#screen-number")).toHaveText(number);

  await counter.press("F4");
  await expect(page.locator("#counter-title")).toHaveText(`Visite ${number}`);
  await expect(mine).toContainText("au bureau");
  await counter.reload();
  await expect(page.locator("#counter-title"), "a page loaded anew finds who sits there").toHaveText(`Visite ${number}`);
  await counter.press("4", "e", "+");
  await counter.press("Control+z");
  await expect(page.locator("#counter-title"), "what is taken back leaves the visitor at the desk").toHaveText(`Visite ${number}`);
  await counter.press("Enter");
  await expect(counter.told).toContainText("enregistré");
  await expect(mine).toHaveCount(0);
  await expect(counter.field).toBeFocused();
  const entries = counter.sent.flat();
  const visit = entries.find(({ kind }) => kind === "visit.opened")!.id;
  expect(entries.filter(({ kind }) => kind === "visit.opened"), "one visit").toHaveLength(1);
  expect(entries.findLast(({ kind }) => kind === "request.recorded")!.body["visit"]).toBe(visit);
  expect(entries.at(-1)).toMatchObject({ kind: "visit.closed", body: { visit } });
});

test("a visitor on hold leaves the desk free, and comes back", async ({ page, signIn }) => {
  await signIn("mediator");
  const counter = await Counter.open(page);
  await counter.press("F2");
  await expect(page.locator("#queue-waiting li").last()).toBeVisible();
  await counter.press("F4");
  await expect(page.locator("#queue-received .is-mine")).toContainText("appelé");
  await counter.press("F4");
  await expect(page.locator("#counter-title")).toContainText(/Visite \d+/);
  await page.getByRole("button", { name: /^Pause/ }).click();
  await expect(page.locator("#counter-title")).toHaveText("Nouvelle visite");
  await counter.press("4", "e", "Enter");
  await expect(counter.told).toContainText("enregistré");
  await page.getByRole("button", { name: /^Reprendre/ }).click();
  await expect(page.locator("#counter-title")).toContainText(/Visite \d+/);
  await axe(page, "the counter with somebody at the desk");
  await counter.press("Enter");
  await expect(page.locator("#queue-received .is-mine")).toHaveCount(0);
});
