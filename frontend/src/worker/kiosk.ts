// The kiosk of a hall, which is loaded once for months: after a cut of the current it opens without the server too, and says so until that
// one is back. Its page holds nothing of anybody. It is kept with all it is made of.

import { ours, page } from './page.ts';
import { fetchParts } from './parts.ts';

const KIOSK = 'parvis-kiosk';

export async function kiosk(event: FetchEvent): Promise<Response> {
  const { url } = event.request;
  return page(event, await (await caches.open(KIOSK)).match(url), (response) => put(url, response));
}

/** Asks for the page anew and keeps it. */
export async function keepKiosk(address: string): Promise<void> {
  const response = await fetch(address, { headers: { accept: 'text/html' } }).catch(() => undefined);
  if (response && !response.redirected && ours(response)) await put(address, response);
}

async function put(address: string, response: Response): Promise<void> {
  const text = await response.clone().text();
  // A device that was revoked opens no kiosk any more.
  if (!response.ok || !text.includes('data-program=')) return void await caches.delete(KIOSK);
  const parts = [...new Set([...text.matchAll(/"(\/assets\/[^" ]+)"/g)].map(([, path]) => path!))];
  const kept = await caches.open(KIOSK);
  await fetchParts(parts, kept);
  await kept.put(address, response);
  for (const { url } of await kept.keys()) {
    if (url !== address && !parts.includes(new URL(url).pathname)) await kept.delete(url);
  }
}
