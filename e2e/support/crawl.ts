import type { Page, Response } from "@playwright/test";

/** The same page about something else: what varies in its address is left out, and a query only says that there is one. */
function pattern(address: URL): string {
  const path = address.pathname
    .replace(/\/[0-9a-f]{8}-[0-9a-f-]{27}/g, "/{id}")
    .replace(/^\/lieu\/[^/]+/, "/lieu/{id}")
    .replace(/\/\d+(?=\/|$)/g, "/{id}")
    .replace(/^(\/watch\/\{id\}\/\{id\})\/[^/]+\/[\d-]+/, "$1/{way}/{day}")
    .replace(/^\/frames\/[^/]+/, "/frames/{code}")
    .replace(/^\/reports\/\d[\d-]+/, "/reports/{number}")
    .replace(/^(\/sheets|\/catalogue\/(?:themes|operators))\/(?!new\b)[^/]+/, "$1/{code}");
  return address.search ? `${path}?` : path;
}

/**
 * Opens every page that links lead to from here, one for each pattern of address, and shows each to `visit` while it is open.
 * Links to files and to the API are left aside.
 */
export async function crawl(page: Page, start: string, visit: (pattern: string, response: Response | null) => Promise<void>): Promise<string[]> {
  const seen: string[] = [];
  const queue = [start];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const response = await page.goto(next);
    const here = new URL(page.url());
    const name = pattern(here);
    if (seen.includes(name)) continue;
    seen.push(name);
    await visit(name, response);
    const links = await page.locator("a[href]").evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
    const known = new Set([...seen, ...queue.map((address) => pattern(new URL(address)))]);
    for (const link of links.map((href) => new URL(href))) {
      link.hash = "";
      if (link.origin !== here.origin || /\.\w+$|^\/api\/|\/(?:workbook|tables\/[^/]+)$/.test(link.pathname) || known.has(pattern(link))) continue;
      known.add(pattern(link));
      queue.push(link.href);
    }
  }
  return seen;
}
