import { Counter } from "../../support/counter.ts";
import { expect, test } from "../../support/test.ts";

const LINE = "pas de cabine pour les visioconférences";

// The network is cut on purpose.
test.use({ expectedProblems: [/Failed to load resource|ERR_INTERNET_DISCONNECTED/] });

test("a need is one line away, goes once the network is back, and its answer comes back", async ({ page, signIn }) => {
  await signIn("mediator");
  const counter = await Counter.open(page);
  await counter.press("!");
  await expect(page.locator("#counter-list [role=option]"), "it says how").toHaveText(/Dites en une ligne/);
  await page.keyboard.type(" rappeler le 06 12 34 56 78");
  await counter.press("Enter");
  await expect(counter.told, "what points to somebody is not kept").toHaveText(/retirez ce qui désigne quelqu’un/);
  await expect(counter.field, "nothing that was typed is lost").toHaveValue("! rappeler le 06 12 34 56 78");

  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await page.context().setOffline(true);
  await counter.field.fill(`! ${LINE}`);
  await counter.press("Enter");
  await expect(counter.told).toContainText(LINE);
  await expect(counter.field).toHaveValue("");
  await expect(counter.state, "kept on this device").toContainText("1 saisie gardée");
  await page.keyboard.press("Control+z");
  await expect(counter.field, "what was noted last is taken back first, and nothing else").toHaveValue(`! ${LINE}`);
  await counter.press("Enter");
  await page.context().setOffline(false);
  const [first, withdrawn, noted] = await counter.acknowledged(["need.noted", "need.withdrawn", "need.noted"]);
  expect(withdrawn!.body["target"]).toBe(first!.id);
  expect(noted!.note).toBe(LINE);
  const before = await counter.today();
  await counter.press("4", "e", "Enter");
  await expect.poll(() => counter.today(), "it counts nothing").toEqual({ visits: before.visits + 1, requests: before.requests + 1 });

  await page.goto("/needs");
  await expect(page.getByText(LINE)).toBeVisible();
  await page.context().clearCookies();
  await signIn("officer");
  await page.goto("/needs");
  await page.getByLabel(new RegExp(LINE)).check();
  await page.getByLabel(/^Nom du besoin/).fill("Un coin pour les visioconférences");
  await page.getByRole("button", { name: "Rattacher" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Un coin pour les visioconférences");
  await page.getByLabel(/^Répondu/).check();
  await page.getByLabel("En quelques mots").fill("Chaque lieu aura une cabine d’ici à mars.");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.locator(".needs-thread li").last()).toContainText("une cabine");
  await signIn("mediator");
  await page.goto("/needs");
  await expect(page.locator("main section").first()).toContainText("Chaque lieu aura une cabine d’ici à mars.");
});

test.describe("by touch", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("a button opens the line", async ({ page, signIn }) => {
    await signIn("mediator");
    const counter = await Counter.open(page);
    await page.getByRole("button", { name: "Besoin" }).tap();
    await expect(counter.field).toHaveValue("! ");
    await counter.field.pressSequentially("pas de banc pour attendre");
    await page.locator("#counter-list [role=option]").tap();
    await expect(counter.told).toContainText("pas de banc");
  });
});
