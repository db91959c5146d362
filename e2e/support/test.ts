import { test as base, type BrowserContext, type Cookie, expect, type Page } from "@playwright/test";
import { type Account, card, type Card } from "./card.ts";
import { observe } from "./problems.ts";

export { expect };
export { axe } from "./axe.ts";
export { reflow } from "./reflow.ts";
export { sound } from "./sound.ts";
export type { Account, Card, Page };

interface TestFixtures {
  /** Problems that a test provokes on purpose, such as `/status of 404/`. */
  expectedProblems: RegExp[];
  /** What browsers complained about so far; a test ends in failure if anything unexpected stands here. */
  problems: string[];
  /** Signs the test's pages in as the first account of this role, and leaves them where they are. */
  signIn: (role: string) => Promise<Account>;
}

interface WorkerFixtures {
  demo: Card;
  /** One session per account and worker: the form, its slow hash and its throttle are met once. */
  sessions: Map<string, Cookie[]>;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  demo: [async ({}, use) => use(card()), { scope: "worker" }],
  sessions: [async ({}, use) => use(new Map()), { scope: "worker" }],
  baseURL: async ({ demo }, use) => use(demo.address),
  expectedProblems: [[], { option: true }],

  problems: [
    async ({ context, demo, expectedProblems }, use) => {
      const problems: string[] = [];
      await observe(context, demo.address, problems);
      await use(problems);
      const unexpected = problems.filter((problem) => !expectedProblems.some((pattern) => pattern.test(problem)));
      expect(unexpected, "the browser complained").toEqual([]);
    },
    { auto: true },
  ],

  signIn: async ({ context, demo, sessions }, use) => {
    await use(async (role) => {
      const account = demo.accounts.find((candidate) => candidate.role === role);
      if (!account) throw new Error(`The demonstration has no account with the role ${role}.`);
      const cookies = sessions.get(account.email) ?? (await openSession(context, account));
      sessions.set(account.email, cookies);
      await context.addCookies(cookies);
      return account;
    });
  },
});

/** Goes through the sign-in form as a person does, and ends on the page that the product opens after it. */
export async function signInByForm(page: Page, account: Account): Promise<void> {
  await page.goto("/sign-in");
  await page.locator("input[name=email]").fill(account.email);
  await page.locator("input[name=password]").fill(account.password);
  await page.locator("form:has(input[name=password]) button[type=submit]").click();
  await expect(page, `${account.role} signs in`).not.toHaveURL(/\/sign-in\b/);
}

async function openSession(context: BrowserContext, account: Account): Promise<Cookie[]> {
  const page = await context.newPage();
  await signInByForm(page, account);
  await page.close();
  return context.cookies();
}
