// The call screen: the number that is called and its desk, those called before, those who come next. It follows the server for days: a line
// that breaks is mended by itself, and what it shows is then told anew, whole.

import { byId, element } from '../counter/dom.ts';
import { follow } from '../queue/stream.ts';
import { fresh, type Call } from './calls.ts';
import { chime, say } from './sound.ts';

interface Hall {
  /** The last called first. */
  called: Call[];
  waiting: number[];
}

interface Words {
  place: number;
  zone: string;
  /** « Numéro { number }, { desk } », to be spoken. */
  spoken: string;
}

/** A screen that was not told anything for so long says so: a number that is no longer true must not be trusted. */
const SILENCE = 45_000;
/** Numbers shown beside the one that is called. */
const NEXT = 5;

class Screen {
  readonly #words = JSON.parse(byId('screen-data').textContent ?? '') as Words;
  readonly #hours = new Intl.DateTimeFormat(document.documentElement.lang, { hour: 'numeric', minute: '2-digit', timeZone: this.#words.zone });
  #last: Call[] | undefined;
  #heard = Date.now();
  #sound = localStorage.getItem('screen-sound') === 'on';

  constructor() {
    byId('screen-sound').addEventListener('click', () => this.#turnSound());
    this.#showSound();
    const show = (hall: string) => this.#show(JSON.parse(hall) as Hall);
    follow(`/api/v1/queue/live?place=${this.#words.place}&hall=true`, 'queue', show, () => {}, () => { this.#heard = Date.now(); });
    this.#tick();
    setInterval(() => this.#tick(), 1_000);
  }

  #show({ called, waiting }: Hall): void {
    const [now, ...before] = called;
    byId('screen-now').hidden = !now;
    byId('screen-nobody').hidden = now !== undefined;
    byId('screen-number').textContent = now ? String(now.number) : '';
    byId('screen-desk').textContent = now?.desk ?? '';
    byId('screen-before').replaceChildren(...before.slice(0, NEXT).map(({ number, desk }) => element('li', {}, element('b', {}, String(number)), desk)));
    byId('screen-before-title').hidden = before.length === 0;
    byId('screen-next').replaceChildren(...waiting.slice(0, NEXT).map((number) => element('li', {}, element('b', {}, String(number)))));
    byId('screen-next-title').hidden = waiting.length === 0;
    // What was called before the screen was looked at is not called again aloud.
    const calls = this.#last && this.#sound ? fresh(this.#last, called) : [];
    this.#last = called;
    if (calls.length > 0) void this.#call(calls);
  }

  async #call(calls: Call[]): Promise<void> {
    await chime();
    for (const { number, desk } of calls) say(this.#words.spoken.replace('{number}', String(number)).replace('{desk}', desk), document.documentElement.lang);
  }

  #turnSound(): void {
    this.#sound = !this.#sound;
    localStorage.setItem('screen-sound', this.#sound ? 'on' : 'off');
    this.#showSound();
    // A browser lets a page be heard only after somebody touched it: this touch is the one.
    if (this.#sound) void chime();
  }

  #showSound(): void {
    byId('screen-sound').setAttribute('aria-pressed', String(this.#sound));
  }

  #tick(): void {
    byId('screen-time').textContent = this.#hours.format(Date.now()).replace(':', ' h ');
    byId('screen-away').hidden = Date.now() - this.#heard < SILENCE;
  }
}

new Screen();
