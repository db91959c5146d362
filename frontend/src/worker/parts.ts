// What pages are made of: named by their content, so a part that is there is right for ever, and every program has its own.

import { PAGES } from './page.ts';

const PARTS = 'parvis-parts';
/** The sheets are asked again each time; those kept serve when nobody answers. */
const PATIENCE = 2_000;

/** Fetches the parts that are not there yet. */
export async function fetchParts(addresses: readonly string[], into?: Cache): Promise<void> {
  const parts = into ?? await caches.open(PARTS);
  await Promise.all(addresses.map(async (address) => {
    if (!(await parts.match(address))) await parts.add(address);
  }));
}

export async function part(request: Request): Promise<Response> {
  const found = await caches.match(request.url);
  if (found) return found;
  const response = await fetch(request);
  if (response.ok && !response.redirected) await (await caches.open(PARTS)).put(request.url, response.clone());
  return response;
}

export async function sheet(request: Request): Promise<Response> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const response = await fetch(request, { signal: stop.signal });
    if (response.status < 500) return response;
  } catch { /* The kept ones will do. */ } finally {
    clearTimeout(timer);
  }
  return (await keptSheet(decodeURIComponent(new URL(request.url).pathname.slice('/sheets/'.length)))) ?? Response.error();
}

async function keptSheet(theme: string): Promise<Response | undefined> {
  const parts = await caches.open(PARTS);
  const book = (await parts.keys()).filter(({ url }) => url.includes('/api/v1/sheets?')).at(-1);
  const sheets = book && ((await (await parts.match(book))?.json()) as Record<string, string> | undefined);
  const found = sheets?.[theme];
  return found === undefined ? undefined : new Response(found, { headers: { 'content-type': 'text/html; charset=utf-8' } });
}

/** Lets go of what no page needs: neither one of this program, nor a kept one. A page kept from an older program keeps all that was its own. */
export async function tidy(own: readonly string[]): Promise<void> {
  const [parts, pages] = [await caches.open(PARTS), await caches.open(PAGES)];
  const kept = await Promise.all((await pages.keys()).map(async (page) => (await (await pages.match(page))?.text()) ?? ''));
  if (kept.some((text) => own.filter((name) => name.includes('/counter-')).some((name) => !text.includes(name)))) return;
  for (const request of await parts.keys()) {
    const { pathname, search } = new URL(request.url);
    const needed = own.includes(pathname) || kept.length === 0 || kept.some((text) => text.includes(`"${pathname}${search}"`));
    if (!needed) await parts.delete(request);
  }
}
