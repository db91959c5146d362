import { expect, type Page, type Request } from "@playwright/test";

/** One entry as the counter sends it to the journal. */
export interface Entry {
  id: string;
  place: number;
  kind: string;
  body: Record<string, unknown>;
  note?: string;
}

/** The counter as an agent has it before them, with the entries it tried to send. */
export class Counter {
  /** Every attempt, in order; what is sent again stands here again. */
  readonly sent: Entry[][] = [];

  private constructor(readonly page: Page) {
    page.on("request", (request) => this.#keep(request));
  }

  /** Opens the counter, ready to type in. */
  static async open(page: Page): Promise<Counter> {
    const counter = new Counter(page);
    await counter.reload();
    return counter;
  }

  async reload(): Promise<void> {
    await this.page.goto("/counter");
    await expect(this.field).toBeEnabled();
  }

  get field() {
    return this.page.locator("#counter-field");
  }

  get tokens() {
    return this.page.locator("#counter-tokens .token");
  }

  /** The lines of « Aujourd’hui », newest first. */
  get lines() {
    return this.page.locator("#counter-today li");
  }

  get state() {
    return this.page.locator("#counter-state");
  }

  get told() {
    return this.page.locator("#counter-told-text");
  }

  /** Presses these keys, one after the other. */
  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Types into the field, and waits for what it offers. */
  async search(words: string): Promise<void> {
    await this.page.keyboard.type(words);
    await expect(this.page.locator("#counter-list [role=option]").first()).toBeVisible();
  }

  /** What the day counts so far. */
  async today(): Promise<{ visits: number; requests: number }> {
    const number = async (id: string) => Number(await this.page.locator(id).textContent());
    return { visits: await number("#counter-visits"), requests: await number("#counter-requests") };
  }

  /** Waits until everything was acknowledged, and gives each entry once. */
  async acknowledged(kinds: string[]): Promise<Entry[]> {
    await expect.poll(() => this.#entries().map(({ kind }) => kind)).toEqual(kinds);
    await expect(this.page.locator("#counter-today .is-waiting")).toHaveCount(0);
    return this.#entries();
  }

  /** How the server shows a request on its own page: other agents of the place may record meanwhile. */
  async onServer(request: Entry): Promise<{ withdrawn: boolean }> {
    const response = await this.page.request.get(`/activity/${request.place}/requests/${request.id}`);
    expect(response.status(), "the request is on the server").toBe(200);
    return { withdrawn: (await response.text()).includes("Cette saisie a été annulée") };
  }

  #entries(): Entry[] {
    return [...new Map(this.sent.flat().map((entry) => [entry.id, entry])).values()];
  }

  #keep(request: Request): void {
    if (new URL(request.url()).pathname === "/api/v1/journal") this.sent.push((request.postDataJSON() as { entries: Entry[] }).entries);
  }
}

/** The entries of one request alone in its visit. */
export const WHOLE_VISIT = ["visit.opened", "request.recorded", "visit.closed"];

/** Somebody arrives and waits. Answers the number that the server gave them. */
export async function arrive(page: Page): Promise<string> {
  const sent = page.waitForRequest((request) => new URL(request.url()).pathname === "/api/v1/journal" && Boolean(request.postData()?.includes('"queue"')));
  await page.keyboard.press("F2");
  const { entries } = (await sent).postDataJSON() as { entries: Entry[] };
  const number = page.locator(`#queue-waiting a[href*="${entries.findLast(({ kind }) => kind === "visit.opened")!.id}"]`);
  await expect(number).toBeVisible();
  return number.innerText();
}

/** The facts of a request of a list of entries. */
export function requestOf(entries: Entry[]): Entry {
  const found = entries.findLast(({ kind }) => kind === "request.recorded");
  if (!found) throw new Error("No request was recorded.");
  return found;
}
