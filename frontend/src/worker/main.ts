// Opens the counter without a network. It keeps the page of whoever signed in last, what that page is made of, the catalogue and the
// sheets; on a kiosk, the kiosk's page. It never keeps an answer of the journal, nor any other page. Whoever signs in or out takes the
// counter's page away.

import { keepKiosk, kiosk } from './kiosk.ts';
import { counter, forget, keep } from './page.ts';
import { fetchParts, part, sheet, tidy } from './parts.ts';

declare const self: ServiceWorkerGlobalScope;
/** What the counter of this program is made of: put here by the build, so that another program is another worker. */
declare const PARTS: string[];

/** Forms after which the page may be somebody else's. */
const PASSAGES = /^\/(sign-in|sign-out|agent-change|enrolment|invitations\/.*)$/;

/** Named by their content, like the assets. */
const DOCUMENTS = /^\/api\/v1\/(catalogue|sheets|counter\/words)$/;

self.addEventListener('install', (event) => event.waitUntil(fetchParts(PARTS)));

self.addEventListener('activate', (event) => event.waitUntil(tidy(PARTS).then(() => self.clients.claim())));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname, searchParams } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (request.method === 'POST' && PASSAGES.test(pathname)) event.waitUntil(forget());
  if (request.method !== 'GET') return;
  if (request.mode === 'navigate') {
    if (pathname === '/counter' || pathname === '/') event.respondWith(counter(event));
    else if (pathname === '/kiosk') event.respondWith(kiosk(event));
  } else if (pathname.startsWith('/assets/') || (DOCUMENTS.test(pathname) && searchParams.has('v'))) {
    event.respondWith(part(request));
  } else if (pathname.startsWith('/sheets/') && searchParams.has('fragment')) {
    event.respondWith(sheet(request));
  }
});

self.addEventListener('message', (event) => {
  const { data, ports, source } = event;
  // An open counter wants to be found again as it is now, and so does a kiosk.
  if (data === 'keep' && source instanceof WindowClient) {
    const { pathname } = new URL(source.url);
    event.waitUntil(pathname === '/kiosk' ? keepKiosk(source.url) : keep(source.url).then(() => tidy(PARTS)));
  }
  // Which program is this the worker of?
  if (data === 'parts') ports[0]?.postMessage(PARTS);
  // The last page of an older program is about to reload: there is nobody left to wait for.
  if (data === 'alone') event.waitUntil(self.clients.matchAll({ type: 'window' }).then(async ({ length }) => { if (length <= 1) await self.skipWaiting(); }));
});
