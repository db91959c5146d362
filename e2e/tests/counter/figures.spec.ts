import { Counter, WHOLE_VISIT } from "../../support/counter.ts";
import { expect, type Page, signInByForm, test } from "../../support/test.ts";

/** A theme that no other test records, so that its count is this test's alone. */
const THEME = "papiers.elections";

test("ten requests recorded by keyboard are ten more in the figures", async ({ browser, demo, page, signIn }) => {
  await signIn("director");
  const day = new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/Paris" });
  const before = await counted(page, day);
  const context = await browser.newContext({ baseURL: demo.address });
  const desk = await context.newPage();
  await signInByForm(desk, demo.accounts.find(({ role }) => role === "mediator")!);
  const counter = await Counter.open(desk);
  await counter.search("élections");
  await counter.press("Enter", "e", "Enter");
  for (let n = 1; n < 10; n += 1) await counter.press("=", "Enter");
  await counter.acknowledged(Array.from({ length: 10 }, () => WHOLE_VISIT).flat());
  await context.close();
  await expect.poll(() => counted(page, day)).toBe(before + 10);
});

async function counted(page: Page, day: string): Promise<number> {
  const response = await page.request.get(`/api/v1/figures?measure=requests&from=${day}&to=${day}&theme=${THEME}`);
  expect(response.status(), await response.text()).toBe(200);
  const { rows } = (await response.json()) as { rows: { value: number }[] };
  return rows.reduce((sum, { value }) => sum + value, 0);
}
