// The kiosk of a hall: a language, a reason, a number. All its words came with the page, in every language: whatever happens to the network,
// it has its sentence. It keeps nothing of anybody: no storage, and the step back of the browser leads to the start.

import { byId } from '../counter/dom.ts';
import { ask, type Wish } from './asking.ts';
import { Pulse } from './pulse.ts';
import { hush, readAloud, speaks, whenVoices } from './voice.ts';

/** A visitor who went away in the middle leaves nothing to the next one. */
const IDLE = 45_000;
/** The number stays long enough to be read aloud, and photographed. */
const SHOWN = 40_000;
/** « Trop de numéros » is read, then the kiosk tries again. */
const TOLD = 15_000;

type Step = 'start' | 'reasons' | 'ticket' | 'away' | 'closed' | 'busy';

class Kiosk {
  readonly #page = byId('content');
  readonly #french = byId('kiosk-anonymous').textContent;
  #step: Step = 'start';
  #language: string | undefined;
  #timer = 0;
  /** What was asked for and not yet answered: asked again under the same name, it is one ticket. */
  #asked: AbortController | undefined;

  constructor() {
    this.#show('start');
    document.addEventListener('click', (event) => this.#touch(event));
    for (const kind of ['pointerdown', 'keydown', 'scroll'] as const) addEventListener(kind, () => this.#rest(), { capture: true, passive: true });
    // Whoever goes back, or comes back to a page that the browser kept, begins anew.
    addEventListener('popstate', () => this.#start());
    addEventListener('pageshow', ({ persisted }) => { if (persisted) this.#start(); });
    addEventListener('contextmenu', (event) => event.preventDefault());
    whenVoices(() => this.#showVoices());
    const { place, program } = this.#page.dataset;
    new Pulse(place!, program!, {
      waiting: (count) => this.#showWaiting(count),
      notice: (words) => this.#showNotice(words),
      lost: () => this.#lost(),
      closed: () => this.#end('closed'),
      // Whoever still waits for a number is given it first.
      back: () => { if (!this.#asked && (this.#step === 'away' || this.#step === 'closed')) this.#start(); },
      idle: () => this.#step === 'start' || this.#step === 'away' || this.#step === 'closed',
    });
  }

  #touch(event: Event): void {
    const button = (event.target as Element).closest('button');
    if (!button) return;
    const { language, family, go } = button.dataset;
    if (language) this.#choose(language);
    else if (family !== undefined) void this.#give(family);
    else if (go === 'start') this.#leave();
    else if ('priority' in button.dataset) button.setAttribute('aria-pressed', String(button.getAttribute('aria-pressed') !== 'true'));
    else if ('listen' in button.dataset) readAloud(this.#section());
  }

  #choose(language: string): void {
    this.#language = language;
    const section = this.#reasons();
    document.documentElement.lang = language;
    document.documentElement.dir = section.dir;
    byId('kiosk-anonymous').textContent = section.querySelector('[data-anonymous]')!.textContent;
    // One step, so that going back leads here and nowhere else.
    if (history.state !== 'visitor') history.pushState('visitor', '');
    this.#show('reasons');
  }

  async #give(family: string): Promise<void> {
    if (this.#asked) return;
    const section = this.#reasons();
    const wish: Wish = {
      place: this.#page.dataset['place']!, language: this.#language!, family,
      priority: section.querySelector('[data-priority]')!.getAttribute('aria-pressed') === 'true',
    };
    section.setAttribute('aria-busy', 'true');
    const asked = new AbortController();
    this.#asked = asked;
    const answer = await ask(wish, asked.signal, () => this.#show('away'));
    if (this.#asked !== asked) return;
    this.#asked = undefined;
    section.removeAttribute('aria-busy');
    switch (answer.kind) {
      case 'given': return this.#number(answer.ticket);
      case 'busy': return this.#end('busy');
      case 'closed': return this.#end('closed');
      case 'lost': return this.#show('away');
    }
  }

  #number(ticket: string): void {
    const section = this.#page.querySelector('[data-step=ticket]')!;
    section.innerHTML = ticket;
    this.#show('ticket');
    this.#showVoices();
  }

  /** The line is cut. Whoever reads their number reads on; whoever waits for it is asked for again and again (see ask). */
  #lost(): void {
    if (this.#step !== 'ticket') this.#show('away');
  }

  #end(step: 'busy' | 'closed'): void {
    if (step === 'closed' && this.#step === 'ticket') return;
    this.#show(step);
  }

  #leave(): void {
    if (history.state === 'visitor') history.back();
    else this.#start();
  }

  #start(): void {
    this.#asked?.abort();
    this.#asked = undefined;
    this.#language = undefined;
    document.documentElement.lang = 'fr';
    document.documentElement.dir = 'ltr';
    byId('kiosk-anonymous').textContent = this.#french;
    this.#page.querySelector('[data-step=ticket]')!.replaceChildren();
    for (const section of this.#page.querySelectorAll('[aria-busy]')) section.removeAttribute('aria-busy');
    for (const button of this.#page.querySelectorAll('[data-priority]')) button.setAttribute('aria-pressed', 'false');
    this.#show('start');
  }

  // ── The page follows ─────────────────────────────────────────────────────────────────────────────────────────────

  #show(step: Step): void {
    hush();
    this.#step = step;
    this.#page.dataset['now'] = step;
    for (const section of this.#page.querySelectorAll<HTMLElement>('[data-step]')) section.hidden = section !== this.#section();
    for (const line of this.#section().querySelectorAll('.kiosk-message li')) line.classList.toggle('is-chosen', line.getAttribute('lang') === (this.#language ?? 'fr'));
    const title = this.#section().querySelector<HTMLElement>('h1');
    if (title && step !== 'start') {
      title.tabIndex = -1;
      title.focus({ preventScroll: true });
    }
    // What was counted before the line was cut is no longer true.
    if (step === 'away' || step === 'closed') this.#showWaiting(0);
    scrollTo(0, 0);
    this.#rest();
  }

  #rest(): void {
    clearTimeout(this.#timer);
    const after = { start: 0, away: 0, closed: 0, reasons: IDLE, ticket: SHOWN, busy: TOLD }[this.#step];
    if (after > 0) this.#timer = window.setTimeout(() => this.#leave(), after);
    // The bar under the number runs as long as the number stays.
    for (const bar of this.#page.querySelectorAll('.kiosk-time i')) for (const running of bar.getAnimations()) { running.cancel(); running.play(); }
  }

  #section(): HTMLElement {
    return this.#step === 'reasons' ? this.#reasons() : this.#page.querySelector<HTMLElement>(`[data-step=${this.#step}]`)!;
  }

  #reasons(): HTMLElement {
    return this.#page.querySelector<HTMLElement>(`[data-step=reasons][lang=${this.#language}]`)!;
  }

  #showWaiting(count: number): void {
    const shown = byId('kiosk-waiting');
    shown.hidden = count === 0;
    shown.querySelector('b')!.textContent = String(count);
  }

  #showNotice(words: Record<string, string>): void {
    for (const line of this.#page.querySelectorAll<HTMLElement>('[data-notice]')) {
      const said = words[line.dataset['notice']!] ?? '';
      if (line.textContent !== said) line.textContent = said;
      line.hidden = said === '';
      line.toggleAttribute('data-say', said !== '');
    }
  }

  /** « Écouter » stands where the browser has a voice of that language; at the start, where it has any of ours. */
  #showVoices(): void {
    for (const button of this.#page.querySelectorAll<HTMLElement>('[data-listen]')) {
      const section = button.closest<HTMLElement>('[data-step]')!;
      const languages = [...section.querySelectorAll<HTMLElement>('[data-say]')].map((one) => one.closest<HTMLElement>('[lang]')!.lang);
      button.hidden = !languages.some(speaks);
    }
  }
}

new Kiosk();

// Found again without the server. Without HTTPS a browser offers no worker: then it is not.
const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
void workers?.register('/sw.js', { updateViaCache: 'none' }).then(async () => {
  if (!workers.controller) (await workers.ready).active?.postMessage('keep');
}).catch(() => { /* The next visit tries again. */ });
