import { expect, type Page, request } from "@playwright/test";
import type { Account, Card } from "./card.ts";

/** What everybody here types to take their turn. */
export const PIN = "492716";

/** Signs somebody in without a browser, and does as their forms would. */
async function as<T>(address: string, { email, password }: Account, work: (post: (path: string, form: Record<string, string>) => Promise<string>) => Promise<T>): Promise<T> {
  const session = await request.newContext({ baseURL: address });
  const post = async (path: string, form: Record<string, string>) => {
    const answer = await session.post(path, { form });
    expect(answer.ok(), `${path}: ${answer.status()}`).toBe(true);
    return answer.text();
  };
  try {
    await post("/sign-in", { email, password });
    return await work(post);
  } finally {
    await session.dispose();
  }
}

/** Makes the browser of this page an enrolled counter of the place, where the mediator and the director take turns. */
export async function enrol(page: Page, address: string, { accounts }: Card, place: number): Promise<void> {
  const [mediator, director] = ["mediator", "director"].map((role) => accounts.find((account) => account.role === role)!);
  for (const account of [mediator!, director!]) {
    await as(address, account, (post) => post("/me/pin", { "present-for-pin": account.password, pin: PIN }));
  }
  const made = await as(address, director!, (post) => post("/team/devices", { name: "Bureau 7", kind: "counter", place: String(place) }));
  const code = /<strong>([^<]+)<\/strong>/.exec(made)?.[1] ?? "";
  await page.goto("/enrolment");
  await page.locator("input[name=code]").fill(code);
  await page.locator("main button[type=submit]").click();
  await expect(page).toHaveURL(/agent-change/);
}

/** Somebody takes the counter, and it is ready. */
export async function takeTurn(page: Page, name: string | RegExp): Promise<void> {
  await page.goto("/agent-change");
  await page.getByRole("radio", { name }).check();
  await page.locator("input[name=pin]").fill(PIN);
  await page.locator("form:has(input[name=pin]) button[type=submit]").click();
  await expect(page.locator("#counter-field")).toBeEnabled();
}
