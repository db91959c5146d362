// The panel beside the field: the keys while nothing is asked, the theme's sheet as soon as one is considered.

import { byId, element } from './dom.ts';
import type { Texts } from './texts.ts';

/** A theme under the arrows is looked up once it rests there. */
const REST = 250;

export class Guide {
  readonly #title = byId('counter-guide-title');
  readonly #keys = byId('counter-keys');
  readonly #sheet = byId('counter-sheet');
  readonly #print = byId<HTMLAnchorElement>('counter-sheet-print');
  readonly #panel = byId('counter-guide');
  readonly #sheets = new Map<string, string>();
  #wanted: string | undefined;
  #keysAsked = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly texts: Texts, private readonly place: number) {}

  /** Shows the sheet of a theme, now or once it rests; the keys when there is none. */
  theme(theme: string | undefined, resting = false): void {
    clearTimeout(this.#timer);
    if (theme !== this.#wanted) this.#keysAsked = false;
    if (resting && theme !== undefined) this.#timer = setTimeout(() => this.#show(theme), REST);
    else this.#show(theme);
  }

  /** Keys and sheet take turns; answers whether the keys are now shown. */
  toggleKeys(): boolean {
    this.#keysAsked = this.#keys.hidden || !this.#panel.classList.contains('is-asked');
    this.#show(this.#wanted);
    return this.#keysAsked;
  }

  #show(theme: string | undefined): void {
    this.#wanted = theme;
    const sheet = theme !== undefined && !this.#keysAsked;
    this.#keys.hidden = sheet;
    this.#sheet.hidden = !sheet;
    this.#print.hidden = !sheet;
    this.#panel.classList.toggle('is-asked', sheet || this.#keysAsked);
    this.#title.textContent = this.texts.say(sheet ? 'sheet' : 'keys');
    if (!sheet) return;
    this.#print.href = `/sheets/${encodeURIComponent(theme)}?place=${this.place}`;
    void this.#load(theme);
  }

  async #load(theme: string): Promise<void> {
    const known = this.#sheets.get(theme);
    if (known !== undefined) {
      this.#put(theme, known);
      return;
    }
    this.#sheet.setAttribute('aria-busy', 'true');
    try {
      const response = await fetch(`/sheets/${encodeURIComponent(theme)}?fragment=1`, { headers: { accept: 'text/html' }, redirect: 'error' });
      if (!response.ok) throw new Error(String(response.status));
      const fragment = await response.text();
      this.#sheets.set(theme, fragment);
      this.#put(theme, fragment);
    } catch {
      if (this.#wanted === theme) this.#sheet.replaceChildren(element('p', { class: 'soft' }, this.texts.say('sheet-missing')));
    } finally {
      if (this.#wanted === theme) this.#sheet.removeAttribute('aria-busy');
    }
  }

  /** The fragment is the server's own, escaped by it; it comes from the same origin and holds no script (the policy forbids them). */
  #put(theme: string, fragment: string): void {
    if (this.#wanted !== theme) return;
    this.#sheet.innerHTML = fragment;
    this.#sheet.removeAttribute('aria-busy');
    this.#sheet.scrollTop = 0;
  }
}
