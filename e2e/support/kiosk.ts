import { expect, type Page, request as requests } from "@playwright/test";
import type { Account, Card } from "./card.ts";

/** The kiosk of a hall as a visitor stands before it. */
export class Kiosk {
  private constructor(readonly page: Page) {}

  /** Enrols the page's browser as a kiosk, and opens it: of a place where nobody is at the counter, unless it must be the mediator's. */
  static async open(page: Page, demo: Card, where: "elsewhere" | "at the counter" = "elsewhere"): Promise<Kiosk> {
    const code = await oneTimeCode(demo, where);
    await page.goto(`${demo.address}/enrolment`);
    await page.locator("input[name=code]").fill(code);
    await page.locator("main form button[type=submit]").click();
    await expect(page).toHaveURL(/\/kiosk$/);
    const kiosk = new Kiosk(page);
    // A touch before the script is there would be lost.
    await expect(page.locator("#content")).toHaveAttribute("data-now", "start");
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

/** The director adds a kiosk to their place, or the administrator to another one. */
async function oneTimeCode({ address, accounts }: Card, where: "elsewhere" | "at the counter"): Promise<string> {
  const as = async ({ email, password }: Account) => {
    const session = await requests.newContext({ baseURL: address });
    await session.post("/sign-in", { form: { email, password } });
    const page = await (await session.get("/team/devices")).text();
    return { session, places: [...page.matchAll(/<option value="(\d+)"/g)].map(([, id]) => id!) };
  };
  const [director, administrator] = await Promise.all(["director", "administrator"].map((role) => as(accounts.find((account) => account.role === role)!)));
  const [who, place] = where === "at the counter" ? [director!, director!.places[0]] : [administrator!, administrator!.places.find((id) => !director!.places.includes(id))];
  if (!place) throw new Error(`There is no place ${where}.`);
  const made = await (await who.session.post("/team/devices", { form: { kind: "kiosk", place, name: "Borne" } })).text();
  await Promise.all([director!.session.dispose(), administrator!.session.dispose()]);
  const code = /<strong>([^<]+)<\/strong>/.exec(made)?.[1];
  if (!code) throw new Error("No code was given.");
  return code;
}
