import { expect, test } from "../support/test.ts";
import { BUDGET, weigh } from "../support/weight.ts";

for (const [role, address] of [["", "/sign-in"], ["mediator", "/counter"], ["director", "/figures"], ["officer", "/places"]] as const) {
  test(`the first view of ${address} weighs at most ${BUDGET / 1000} kB`, async ({ page, signIn }) => {
    if (role) await signIn(role);
    await weigh(page, address);
  });
}

test("the scripts of the counter weigh at most 25 kB, those that come late included", async ({ page, signIn }) => {
  await signIn("mediator");
  await page.goto("/counter", { waitUntil: "networkidle" });
  const scripts = () => page.evaluate(() => performance.getEntriesByType("resource")
    .filter(({ name }) => /\/assets\/[^/]+\.js$/.test(name))
    .map((entry) => [new URL(entry.name).pathname, (entry as PerformanceResourceTiming).encodedBodySize] as const));
  const missing = async () => {
    const paths = (await scripts()).map(([path]) => path);
    return ["counter", "late"].filter((part) => !paths.some((path) => path.startsWith(`/assets/${part}-`)));
  };
  await expect.poll(missing, "what comes late has come").toEqual([]);
  const all = await scripts();
  expect(all.reduce((sum, [, size]) => sum + size, 0), all.map(([path, size]) => `${path} ${size}`).join("\n")).toBeLessThanOrEqual(25_000);
});
