// The one field that always has the focus: a combobox whose keys mean something only here, and only while it is empty (WCAG 2.1.4).

import { byId, element } from './dom.ts';
import type { Option } from './options.ts';

export interface Keys {
  /** What to offer for what was typed. */
  offer(text: string): Option[];
  /** What to wait for before anything can be offered: nothing, but for an instant after the page came. Answers whether it came. */
  wait(): Promise<boolean> | undefined;
  /** The parts of a label to underline. */
  marks(label: string, typed: string): [number, number][];
  pick(option: Option): void;
  /** A key pressed while the field is empty; answers whether it meant something. */
  press(key: string): boolean;
  undo(): void;
  /** An option rests under the arrows, or none does. */
  rest(option: Option | undefined): void;
}

/** On a French keyboard the row of digits gives « & é " ' ( - è _ ç » without the shift key; the letters among them begin words. */
const LETTERS_OF_DIGITS = new Set(['é', 'è', 'ç']);

export class CommandField {
  readonly input = byId<HTMLInputElement>('counter-field');
  readonly #list = byId<HTMLUListElement>('counter-list');
  #options: Option[] = [];
  #active = -1;
  #digit = 0;

  constructor(private readonly keys: Keys, private readonly favourite: (position: number) => Option | undefined, private readonly nothing: string) {
    this.input.addEventListener('keydown', (event) => this.#keydown(event));
    this.input.addEventListener('input', () => this.#typed());
    this.input.addEventListener('blur', () => this.close());
    this.#list.addEventListener('pointerdown', (event) => event.preventDefault());
    this.#list.addEventListener('click', (event) => {
      const row = (event.target as Element).closest('[role=option]');
      const option = this.#options[row ? [...this.#list.children].indexOf(row) : -1];
      if (option) this.#pick(option);
    });
  }

  /** Puts the caret back, but does not raise the keyboard of a telephone that was not asked for. */
  focus(): void {
    if (matchMedia('(hover: hover)').matches || document.activeElement === this.input) this.input.focus();
  }

  /** Goes on from these words, as if they had been typed. */
  begin(text: string): void {
    this.input.value = text;
    this.input.focus();
    this.#typed();
  }

  reset(): void {
    this.input.value = '';
    this.close();
  }

  close(): void {
    if (this.#list.hidden) return;
    this.#list.hidden = true;
    this.#options = [];
    this.#active = -1;
    this.input.setAttribute('aria-expanded', 'false');
    this.input.removeAttribute('aria-activedescendant');
    this.keys.rest(undefined);
  }

  #keydown(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const { key } = event;
    const free = this.input.value === '';
    if ((event.ctrlKey || event.metaKey) && !event.altKey && key.toLowerCase() === 'z' && free) {
      event.preventDefault();
      this.keys.undo();
      return;
    }
    // AltGr writes characters on many keyboards and counts as Ctrl+Alt.
    if ((event.ctrlKey || event.metaKey || event.altKey) && !event.getModifierState('AltGraph')) return;
    const digit = /^Digit[1-9]$/.test(event.code) && !event.shiftKey ? event.code.slice(-1) : '';
    this.#digit = LETTERS_OF_DIGITS.has(key) && free ? Number(digit) : 0;
    const meant = this.#list.hidden || this.#options.length === 0
      ? this.#lone(key, free, digit)
      : this.#inList(key);
    if (meant) event.preventDefault();
  }

  #inList(key: string): boolean {
    const last = this.#options.length - 1;
    switch (key) {
      case 'ArrowDown': this.#mark(this.#active === last ? 0 : this.#active + 1); return true;
      case 'ArrowUp': this.#mark(this.#active <= 0 ? last : this.#active - 1); return true;
      case 'Escape': this.reset(); return true;
      case 'Enter': this.#pick(this.#options[Math.max(0, this.#active)]!); return true;
      default: return false;
    }
  }

  #lone(key: string, free: boolean, digit: string): boolean {
    if (!free) {
      if (key === 'Escape') this.reset();
      // Typed faster than the page came: the first of what will be offered.
      else if (key === 'Enter') void this.keys.wait()?.then((came) => { if (came && this.#options[0]) this.#pick(this.#options[0]); });
      // Words that match nothing are not a request: they stay, and the list says so.
      return key === 'Escape' || key === 'Enter';
    }
    const meant = digit && !/[\p{L}=+?/!]/u.test(key) ? digit : key;
    return this.keys.press(meant);
  }

  #typed(): void {
    const text = this.input.value;
    if (text.trim() === '') {
      this.close();
      return;
    }
    const coming = this.keys.wait();
    if (coming) {
      void coming.then((came) => { if (came && this.input.value !== '') this.#typed(); });
      return;
    }
    const favourite = text.length === 1 && this.#digit > 0 ? this.favourite(this.#digit) : undefined;
    this.#options = [...(favourite ? [favourite] : []), ...this.keys.offer(text)];
    this.#list.replaceChildren(...this.#options.map((option, at) => row(option, at, option.kind === 'other' || option.kind === 'need' ? [] : this.keys.marks(option.label, text))));
    if (this.#options.length === 0) this.#list.append(element('li', { class: 'suggestion-none' }, this.nothing));
    this.#list.hidden = false;
    this.input.setAttribute('aria-expanded', String(this.#options.length > 0));
    this.#mark(this.#options.length > 0 ? 0 : -1);
  }

  #mark(active: number): void {
    this.#active = active;
    [...this.#list.children].forEach((child, at) => {
      if (child.getAttribute('role') === 'option') child.setAttribute('aria-selected', String(at === active));
    });
    if (active >= 0) {
      this.input.setAttribute('aria-activedescendant', `counter-option-${active}`);
      this.#list.children[active]?.scrollIntoView({ block: 'nearest' });
    } else {
      this.input.removeAttribute('aria-activedescendant');
    }
    this.keys.rest(this.#options[active]);
  }

  #pick(option: Option): void {
    this.reset();
    this.focus();
    // What is picked may lead elsewhere: to the note.
    this.keys.pick(option);
  }
}

function row(option: Option, at: number, marks: [number, number][]): HTMLLIElement {
  const label = element('span', { class: 'suggestion-label' });
  let from = 0;
  for (const [start, end] of marks) {
    label.append(option.label.slice(from, start), element('mark', {}, option.label.slice(start, end)));
    from = end;
  }
  label.append(option.label.slice(from));
  const content = option.hint ? [label, element('small', {}, option.hint)] : [label];
  return element('li', { id: `counter-option-${at}`, role: 'option', 'aria-selected': 'false', class: `suggestion suggestion-${option.kind}` }, ...content);
}
