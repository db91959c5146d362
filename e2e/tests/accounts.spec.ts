import { axe, expect, type Page, reflow, signInByForm, test } from "../support/test.ts";

test.use({ expectedProblems: [/status of 422/] });

test("a wrong password gets a sentence, and keeps the address", async ({ page, demo }) => {
  await page.goto("/sign-in");
  await page.locator("input[name=email]").fill(demo.accounts[0]!.email);
  await page.locator("input[name=password]").fill("ce n’est pas le bon");
  await page.locator("input[name=password]").press("Enter");
  await expect(page.getByRole("alert")).toContainText("mot de passe");
  await expect(page.locator("input[name=email]")).toHaveValue(demo.accounts[0]!.email);
  await expect(page.locator("input[name=password]")).toHaveValue("");
  await axe(page);
  await reflow(page);
});

test("agents take turns on an enrolled counter with a short PIN", async ({ browser, demo, page }) => {
  const account = (role: string) => demo.accounts.find((candidate) => candidate.role === role)!;
  const mediator = account("mediator");

  await signInByForm(page, account("director"));
  await page.goto("/team/devices");
  await page.locator("input[name=name]").fill("Bureau des essais");
  await page.locator("form:has(input[name=name]) button[type=submit]").click();
  const code = await page.getByRole("status").locator("strong").innerText();
  await axe(page, "a code, shown once");

  const own = await browser.newContext({ baseURL: demo.address });
  const me = await own.newPage();
  await signInByForm(me, mediator);
  await me.goto("/me");
  const form = me.locator("form[action='/me/pin']");
  await form.locator("input[name=present-for-pin]").fill(mediator.password);
  await form.locator("input[name=pin]").fill("492716");
  await form.locator("button[type=submit]").click();
  await expect(me.locator("form[action='/me/pin']")).toBeVisible();
  await own.close();

  const desk = await browser.newContext({ baseURL: demo.address });
  const counter = await desk.newPage();
  await counter.goto("/enrolment");
  await counter.locator("input[name=code]").fill(code);
  await counter.locator("main button[type=submit]").click();
  await expect(counter).toHaveURL(/\/agent-change/);
  for (const colorScheme of ["light", "dark"] as const) {
    await counter.emulateMedia({ colorScheme });
    await axe(counter, `the change of agent, ${colorScheme}`);
  }
  await reflow(counter);
  await takeTurn(counter, "000000");
  await expect(counter.locator(".form-error, [role=alert]").first(), "a wrong PIN is said").toBeVisible();
  await takeTurn(counter, "492716");
  await expect(counter).toHaveURL(/\/counter|\/$/);
  await expect(counter.locator("#counter-field")).toBeEnabled();
  await desk.close();
});

/** Chooses the only agent with a PIN, and types it. */
async function takeTurn(page: Page, pin: string): Promise<void> {
  const agent = page.locator("[name=agent]").first();
  if ((await agent.getAttribute("type")) === "radio") await agent.check();
  await page.locator("input[name=pin]").fill(pin);
  await page.locator("form:has(input[name=pin]) button[type=submit]").first().click();
}
