// The counter begins: the page's data, the catalogue, the outbox of this device, and then the counter itself.

import { Clock } from '../outbox/clock.ts';
import { tabs } from '../outbox/tabs.ts';
import { Counter } from './counter.ts';
import { Names, type Catalogue, type PageData } from './data.ts';
import { byId, element } from './dom.ts';
import { Maker } from './entries.ts';
import { showRenewal, showState } from './notices.ts';
import { Sending } from './sending.ts';
import type { Queue } from '../queue/queue.ts';
import { Texts } from './texts.ts';

/** Asks for a document until it comes. */
async function documentFrom<T>(address: string, away: () => void): Promise<T> {
  for (let wait = 2_000; ; wait = Math.min(30_000, wait * 2)) {
    try {
      const response = await fetch(address, { headers: { accept: 'application/json' } });
      if (response.ok) return (await response.json()) as T;
    } catch { /* The network is away: the next try will tell. */ }
    away();
    await new Promise((resolve) => { setTimeout(resolve, wait); });
  }
}

/** The server's clock was read when the page began to arrive, not when its script came to run. A page that was kept says nothing of it. */
function readClock(page: PageData): Clock {
  const random = (bytes: Uint8Array) => crypto.getRandomValues(bytes);
  const clock = new Clock({ wall: () => Date.now(), steady: () => performance.now(), random });
  if (document.documentElement.dataset['kept']) return clock;
  const [visit] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const arrived = Date.now() - performance.now() + (visit?.responseStart ?? 0);
  clock.measure(Date.parse(page.server_now), arrived, arrived, clock.run);
  return clock;
}

/** Milliseconds after which what the first view can do without is fetched. */
const FIRST_VIEW = 1_000;

async function start(): Promise<void> {
  const page = JSON.parse(byId('counter-data').textContent ?? '') as PageData;
  const texts = new Texts(page.texts, document.documentElement.lang || 'fr');
  const clock = readClock(page);
  // Nothing can be recorded without it, and the page says so.
  const catalogue = await documentFrom<Catalogue>(page.catalogue_url, () => showState(texts.say('catalogue-away'), false));
  showState('', false);
  const themes = catalogue.themes.map((theme) => ({ ...theme, recent: page.recent?.[theme.code] ?? theme.recent }));
  const maker = new Maker(page, clock, (bytes) => crypto.getRandomValues(bytes));
  const sender = { agent: page.agent.id, name: page.agent.name, enrolled: page.enrolled };
  const lineage = document.documentElement.dataset['kept'] ? undefined : page.lineage;
  const counter = new Counter(page, new Names({ ...catalogue, themes }), texts, maker, (listener) => {
    const renewed = (reload: () => void) => showRenewal(texts, reload);
    const open = async () => (await import('../late/main.ts')).openOutbox({ clock, tabs: tabs('parvis'), sender, key: page.seal, lineage, listener, renewed });
    const sending = new Sending(open, () => showState(texts.say('stay-open'), false));
    setTimeout(() => void sending.begin(), FIRST_VIEW);
    return sending;
  });
  let queue: Promise<Queue> | undefined;
  const openQueue = () => (queue ??= (async () => {
    const [part, words] = await Promise.all([import('../late/main.ts'), documentFrom<Record<string, string>>(page.late.words, () => {})]);
    return part.openQueue(page, texts.with(words), maker, counter.hands, tabs(`parvis-queue-${page.place.id}`));
  })());
  counter.listen(openQueue);
  setTimeout(() => {
    document.head.append(element('link', { rel: 'stylesheet', href: page.late.style }));
    counter.complete();
    void openQueue();
  }, FIRST_VIEW);
}

void start();
