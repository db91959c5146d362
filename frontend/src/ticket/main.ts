// The visitor's own page follows the queue: the server says how things stand in the reader's language, the page shows it.

import { byId } from '../counter/dom.ts';
import { follow } from '../queue/stream.ts';

/** A page that was not told anything for so long says so. */
const SILENCE = 45_000;

const now = byId('ticket-now');
const title = document.title;
let heard = Date.now();
let last = now.querySelector<HTMLElement>('[data-stage]')?.dataset['stage'];

/** A code is good for its day. Asked for again and again it would pass for a guess, and shut the page to everybody behind this address. */
async function look(): Promise<void> {
  const answer = await fetch(location.href, { cache: 'no-store' }).catch(() => undefined);
  if (answer?.status !== 404) return;
  stop();
  location.reload();
}

function show(drawn: string): void {
  now.innerHTML = drawn;
  const state = now.querySelector<HTMLElement>('[data-stage]')!;
  const { stage } = state.dataset;
  // A telephone in a pocket says it too.
  if (stage === 'called' && last !== 'called') navigator.vibrate?.([300, 150, 300]);
  last = stage;
  const leave = document.getElementById('ticket-leave');
  if (leave) leave.hidden = over() || stage === 'served';
  const main = state.querySelector('.ticket-main')!.textContent;
  document.title = stage === 'waiting' ? title : `${main} – ${title}`;
  if (over()) stop();
}

function over(): boolean {
  return last === 'closed' || last === 'left';
}

const stop = follow(`${location.pathname}/live?lang=${document.documentElement.lang}`, 'ticket', show, (gone) => { if (gone) void look(); }, () => { heard = Date.now(); });
setInterval(() => { byId('ticket-away').hidden = over() || Date.now() - heard < SILENCE; }, 1_000);
