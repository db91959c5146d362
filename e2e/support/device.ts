import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium as browser, expect, type Page } from "@playwright/test";
import type { Account } from "./card.ts";
import { chromium } from "./chromium.ts";
import { signInByForm } from "./test.ts";

/** A computer at a counter: a browser with a profile on its disk, which outlives the browser. */
export class Device {
  #context: BrowserContext | undefined;

  private constructor(
    readonly profile: string,
    private readonly address: string,
    private readonly hasTouch: boolean,
  ) {}

  static async start(address: string, { hasTouch = false } = {}): Promise<Device> {
    const device = new Device(await mkdtemp(join(tmpdir(), "parvis-profile-")), address, hasTouch);
    await device.open();
    return device;
  }

  get context(): BrowserContext {
    if (!this.#context) throw new Error("The browser is closed.");
    return this.#context;
  }

  async open(): Promise<void> {
    this.#context = await browser.launchPersistentContext(this.profile, {
      ...chromium(),
      baseURL: this.address,
      hasTouch: this.hasTouch,
      locale: "fr-FR",
      timezoneId: "Europe/Paris",
      viewport: { width: 1366, height: 768 },
    });
  }

  async close(): Promise<void> {
    await this.#context?.close();
    this.#context = undefined;
  }

  /** Closes the browser and leaves nothing of it. */
  async end(): Promise<void> {
    await this.close();
    await rm(this.profile, { recursive: true, force: true });
  }

  async page(): Promise<Page> {
    const page = await this.context.newPage();
    // A page that would lose something asks before it closes: those who would answer are not there.
    page.on("dialog", (dialog) => void dialog.accept().catch(() => {}));
    return page;
  }

  /** Signs in, opens the counter, and waits until it would open without a network. */
  async signIn(account: Account): Promise<Page> {
    const page = await this.page();
    await signInByForm(page, account);
    await this.counter(page);
    await kept(page);
    return page;
  }

  async counter(page: Page): Promise<void> {
    await page.goto("/counter");
    await expect(page.locator("#counter-field")).toBeEnabled();
  }

  /** The files of the profile in which a text stands, in either of the codings browsers write. */
  async filesWith(text: string): Promise<string[]> {
    const wanted = [Buffer.from(text, "utf8"), Buffer.from(text, "utf16le")];
    const found: string[] = [];
    for (const entry of await readdir(this.profile, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      const content = await readFile(path).catch(() => Buffer.alloc(0));
      if (wanted.some((bytes) => content.includes(bytes))) found.push(path.slice(this.profile.length));
    }
    return found;
  }
}

/** Waits until the page is kept for the day the network goes. */
export async function kept(page: Page): Promise<void> {
  await expect
    .poll(() => page.evaluate(async () => Boolean(navigator.serviceWorker.controller) && (await (await caches.open("parvis-page")).keys()).length > 0))
    .toBe(true);
}

/** How many entries stand in the device's database in this state. */
export async function standing(page: Page, standing: "waiting" | "refused" | "sent"): Promise<number> {
  return page.evaluate(async (standing) => {
    const request = indexedDB.open("parvis");
    // The counter alone gives the database its form.
    request.onupgradeneeded = () => request.transaction?.abort();
    const database = await new Promise<IDBDatabase | undefined>((done) => {
      request.onsuccess = () => done(request.result);
      request.onerror = () => done(undefined);
    });
    if (!database) return 0;
    const count = database.transaction("entries").objectStore("entries").index("standing").count(standing);
    const number = await new Promise<number>((done) => (count.onsuccess = () => done(count.result)));
    database.close();
    return number;
  }, standing);
}
