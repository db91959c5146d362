import { expect, type Page, request as requests } from "@playwright/test";
import type { Card } from "./card.ts";

/** The kiosk of a hall as a visitor stands before it. */
export class Kiosk {
  private constructor(readonly page: Page) {}

  /** Enrols the page's browser as a kiosk of the director's place, and opens it. */
  static async open(page: Page, demo: Card): Promise<Kiosk> {
    const code = await oneTimeCode(demo);
    await page.goto("/enrolment");
    await page.locator("input[name=code]").fill(code);
    await page.locator("main form button[type=submit]").click();
    await expect(page).toHaveURL(/\/kiosk$/);
    const kiosk = new Kiosk(page);
    await kiosk.at("start");
    return kiosk;
  }

  /** The step that is shown. */
  get step() {
    return this.page.locator("[data-step]:visible");
  }

  async at(step: string): Promise<void> {
    await expect(this.step).toHaveAttribute("data-step", step);
  }

  async speak(language: string): Promise<void> {
    await this.page.locator(`[data-language=${language}]`).tap();
    await this.at("reasons");
  }

  /** Takes a number, and reads it with its code. */
  async take(family: string): Promise<{ number: number; code: string }> {
    await this.step.locator(`[data-family="${family}"]`).tap();
    await this.at("ticket");
    return { number: Number(await this.step.locator("h1 b").innerText()), code: await this.step.locator(".kiosk-code").innerText() };
  }

  async done(): Promise<void> {
    await this.step.locator("[data-go=start]").tap();
    await this.at("start");
  }
}

/** The director adds a kiosk to their place. */
async function oneTimeCode(demo: Card): Promise<string> {
  const { email, password } = demo.accounts.find(({ role }) => role === "director")!;
  const director = await requests.newContext({ baseURL: demo.address, locale: "fr-FR" } as object);
  await director.post("/sign-in", { form: { email, password } });
  const page = await (await director.get("/team/devices")).text();
  const place = /<select[^>]*name="place"[\s\S]*?<option value="(\d+)"/.exec(page)?.[1] ?? "1";
  const made = await (await director.post("/team/devices", { form: { kind: "kiosk", place, name: "Borne" } })).text();
  await director.dispose();
  const code = /\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\b/.exec(made)?.[0];
  if (!code) throw new Error("The director was given no code.");
  return code;
}
