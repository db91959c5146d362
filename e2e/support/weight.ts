import { expect, type Page, test } from "@playwright/test";

/** What a first visit may weigh, as it comes through the network: headers, page, styles, script, font and drawings. */
export const BUDGET = 60_000;

/** Fails, naming each part, if the first view of an address weighs more than the budget. */
export async function weigh(page: Page, address: string, budget = BUDGET): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  const addresses = new Map<string, string>();
  const sizes = new Map<string, number>();
  session.on("Network.requestWillBeSent", ({ requestId, request }) => addresses.set(requestId, new URL(request.url).pathname));
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => sizes.set(addresses.get(requestId) ?? "?", encodedDataLength));
  await page.goto(address, { waitUntil: "networkidle" });
  await session.detach();
  // The catalogue is data, kept by the browser until it changes; the sign is drawn beside the page, not on it. What comes a second after
  // the page is within the wait on a busy machine only: the counter's scripts have a budget of their own, late ones included.
  const view = [...sizes].filter(([path]) => !path.startsWith("/api/") && !/\/mark-|\/(?:\w+-)?late-/.test(path));
  expect(view.length, "page, style and font at least").toBeGreaterThan(2);
  const total = view.reduce((sum, [, size]) => sum + size, 0);
  test.info().annotations.push({ type: "weight", description: `${address}: ${total} bytes` });
  expect(total, view.map(([path, size]) => `${path} ${size}`).join("\n")).toBeLessThanOrEqual(budget);
}
