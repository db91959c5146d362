import { axe, expect, reflow, signInByForm, test } from "../support/test.ts";

/** Every account of the demonstration gets in, and the page that greets it is clean in both schemes and on both screens. */
for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [1366, 390]) {
    test.describe(`${colorScheme}, ${width} px`, () => {
      test.use({ colorScheme, viewport: { width, height: 844 } });

      test("the sign-in page is accessible", async ({ page }) => {
        await page.goto("/sign-in");
        await axe(page);
        await reflow(page, 320);
      });

      test("each account signs in to an accessible page", async ({ page, context, demo }) => {
        expect(demo.accounts.length, "accounts on the demonstration's card").toBeGreaterThan(0);
        for (const account of demo.accounts) {
          await test.step(account.role, async () => {
            await context.clearCookies();
            await signInByForm(page, account);
            await axe(page, `the first page of ${account.role}`);
            await reflow(page, 320);
          });
        }
      });
    });
  }
}
