// The kept page: which one it is, when it is shown, when it goes.

import { fetchParts } from './parts.ts';

export const PAGES = 'parvis-page';
/** A network that says nothing for so long is none. */
const PATIENCE = 3_000;

/** Counts the passages from one person to another: a page asked for before one may not be kept after it. */
let passages = 0;

/** Every answer of ours carries the policy that allows nothing else; the page of a hotel's portal does not. */
export const ours = ({ headers }: Response) => (headers.get('content-security-policy') ?? '').startsWith("default-src 'none'");

/** From the network when it answers in time; as it was kept otherwise. What the network gave is there to be kept. */
export async function page(event: FetchEvent, kept: Response | undefined, keep: (response: Response) => Promise<void>): Promise<Response> {
  const answer = fetch(event.request).then((response) => {
    // A redirection, to the sign-in page first of all, is for the browser to follow.
    if (response.type === 'opaqueredirect') return response;
    if (!ours(response) || response.status >= 500) throw new Error('nobody of ours is there');
    event.waitUntil(keep(response.clone()).catch(() => {}));
    return response;
  });
  if (!kept) return answer;
  event.waitUntil(answer.catch(() => {}));
  const late = new Promise<Response>((resolve) => { setTimeout(() => resolve(kept), PATIENCE); });
  return Promise.race([answer.catch(() => kept), late]);
}

export async function counter(event: FetchEvent): Promise<Response> {
  const { url } = event.request;
  const before = passages;
  return page(event, await keptFor(new URL(url)), async (response) => { if (response.ok) await put(url, response, before); });
}

/** The page of this address; when it names no place, the one that was open last. */
async function keptFor({ pathname, search, href }: URL): Promise<Response | undefined> {
  const pages = await caches.open(PAGES);
  const exact = await pages.match(href);
  if (exact || search !== '') return exact;
  const last = (await pages.keys()).at(-1);
  if (!last) return undefined;
  return pathname === '/' ? Response.redirect(last.url) : pages.match(last);
}

/** Asks for a page anew and keeps it, unless it is no longer this person's to see. */
export async function keep(address: string): Promise<void> {
  const before = passages;
  const response = await fetch(address, { headers: { accept: 'text/html' } }).catch(() => undefined);
  if (response?.ok && !response.redirected && ours(response)) await put(address, response, before);
}

async function put(address: string, response: Response, before: number): Promise<void> {
  const text = await response.text();
  const agent = /"agent":\{[^}]*\}/.exec(text)?.[0];
  // Whoever may choose among places is first shown a page without a counter.
  if (!agent || !text.includes('id="counter-data"')) return;
  await fetchParts([...text.matchAll(/"(\/(?:assets\/|api\/v1\/(?:catalogue|sheets|counter\/words)\?v=)[^"]+)"/g)].map(([, path]) => path!));
  const pages = await caches.open(PAGES);
  for (const other of await pages.keys()) {
    if (!(await (await pages.match(other))?.text())?.includes(agent)) await pages.delete(other);
  }
  if (before !== passages) return;
  await pages.delete(address);
  // The page is told that it is not fresh: the clock of the server that it bears is that of another hour.
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': response.headers.get('content-security-policy') ?? '' };
  await pages.put(address, new Response(text.replace('<html ', '<html data-kept="1" '), { headers }));
}

/** Somebody else may be there from now on. */
export async function forget(): Promise<void> {
  passages += 1;
  await caches.delete(PAGES);
}
