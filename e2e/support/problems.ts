import type { BrowserContext } from "@playwright/test";

/**
 * Writes into `problems` whatever a browser complains about in this context: console errors and warnings, uncaught
 * errors, violations of the content security policy, and any request that leaves the product's own address.
 */
export async function observe(context: BrowserContext, address: string, problems: string[]): Promise<void> {
  // A violation is also a console message, but worded differently by each version of Chromium.
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      console.error(`Content security policy: ${event.effectiveDirective} blocked ${event.blockedURI}`);
    });
  });
  context.on("console", (message) => {
    if (!["error", "warning"].includes(message.type())) return;
    problems.push(`${message.page()?.url() ?? "?"} · ${message.type()} · ${message.text()}`);
  });
  context.on("weberror", (error) => {
    problems.push(`${error.page()?.url() ?? "?"} · uncaught · ${error.error().message}`);
  });
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (["http:", "https:"].includes(url.protocol) && url.origin !== address) {
      problems.push(`request to another address · ${url.href}`);
    }
  });
}
