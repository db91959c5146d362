// What may be said besides the theme: acts as buttons, everything else as small chips over native lists, which every keyboard, screen
// reader and telephone already knows how to use. A chip shows what would be recorded; a dashed one says that nobody has touched it.

import type { Catalogue } from './data.ts';
import { button, byId, element, icon, leaves } from './dom.ts';
import { actsOf, operatorOf, touchedActs, value, type Draft, type Field } from './draft.ts';
import { axis, shown } from './options.ts';
import { looksPrivate } from './privacy.ts';
import type { Texts } from './texts.ts';

interface Chip {
  field: Field;
  icon: string;
  /** The name is shown before the value, where the value alone would not say what it is about. */
  named?: boolean;
}

const REQUEST_CHIPS: Chip[] = [
  { field: 'operator', icon: 'buildings' },
  { field: 'support', icon: 'user-circle' },
  { field: 'outcome', icon: 'flag', named: true },
  { field: 'minutes', icon: 'hourglass-medium' },
  { field: 'referral', icon: 'signpost', named: true },
];
const VISIT_CHIPS: Chip[] = [
  { field: 'channel', icon: 'storefront' },
  { field: 'age', icon: 'calendar-blank', named: true },
  { field: 'origin', icon: 'map-pin' },
  { field: 'language', icon: 'translate' },
  { field: 'first', icon: 'user' },
  { field: 'with', icon: 'users' },
];

interface Shown {
  chip: Chip;
  label: HTMLElement;
  face: HTMLElement;
  words: HTMLElement;
  list: HTMLSelectElement;
}

export class Choices {
  readonly #acts = new Map<string, HTMLButtonElement>();
  readonly #chips: Shown[] = [];
  readonly #noteChip: HTMLButtonElement;
  readonly #noteRow = byId('counter-note-row');
  readonly #note = byId<HTMLTextAreaElement>('counter-note');
  #operatorsOf: string | undefined;

  constructor(
    private readonly catalogue: Catalogue, private readonly texts: Texts,
    private readonly touched: (field: Field, value: string) => void, private readonly back: () => void, need: () => void,
  ) {
    for (const act of catalogue.acts) {
      const press = () => { touched('act', act.code); back(); };
      this.#acts.set(act.code, button('act', press, { 'aria-pressed': 'false', title: act.label }, act.short || act.label, element('kbd', { 'aria-hidden': 'true' }, act.key)));
    }
    byId('counter-acts').replaceChildren(...this.#acts.values());
    const open = () => this.openNote(this.#noteRow.hidden);
    this.#noteChip = button('chip-face', open, { 'aria-expanded': 'false', 'aria-controls': 'counter-note-row' }, icon('note-pencil'), texts.say('field-note'));
    this.#note.addEventListener('input', () => { touched('note', this.#note.value.trim()); this.#warn(); });
    this.#note.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') back();
      else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.#note.form!.requestSubmit();
    });
    byId('counter-details').replaceChildren(
      element('div', { class: 'chips', role: 'group', 'aria-label': texts.say('details-request') }, ...REQUEST_CHIPS.map((chip) => this.#chip(chip)), this.#noteChip, button('chip-face', need, {}, icon('lightbulb'), texts.say('field-need'))),
      element('div', { class: 'chips', role: 'group', 'aria-label': texts.say('details-visit') }, ...VISIT_CHIPS.map((chip) => this.#chip(chip))),
    );
  }

  /** Opens the note and goes there, or closes it and keeps its words. */
  openNote(open: boolean): void {
    this.#noteRow.hidden = !open;
    this.#noteChip.setAttribute('aria-expanded', String(open));
    if (open) this.#note.focus();
    else this.back();
  }

  /** A note that came back is seen at once: its words may be what must be mended. */
  revealNote(draft: Draft): void {
    if (value(draft, 'note') === undefined) return;
    this.#noteRow.hidden = false;
    this.#noteChip.setAttribute('aria-expanded', 'true');
  }

  show(draft: Draft, channel: string): void {
    const touched = touchedActs(draft);
    const usual = actsOf(draft);
    for (const [code, button] of this.#acts) {
      button.setAttribute('aria-pressed', String(touched.includes(code)));
      button.classList.toggle('is-usual', touched.length === 0 && usual.includes(code));
    }
    const theme = value(draft, 'theme');
    for (const one of this.#chips) {
      const { field } = one.chip;
      if (field === 'operator' && this.#operatorsOf !== theme) {
        this.#operatorsOf = theme;
        this.#fill(one.list, field, theme);
        one.label.hidden = one.list.options.length < 3;
      }
      const held = value(draft, field);
      const usually = field === 'operator' ? operatorOf(draft) : field === 'support' ? draft.usual.support : field === 'channel' ? channel : undefined;
      this.#face(one, held, usually, theme);
    }
    const note = value(draft, 'note') ?? '';
    this.#noteChip.classList.toggle('is-set', note !== '');
    if (this.#note !== document.activeElement) {
      this.#note.value = note;
      if (note === '') this.#noteRow.hidden = true;
      this.#noteChip.setAttribute('aria-expanded', String(!this.#noteRow.hidden));
    }
    this.#warn();
  }

  #face({ chip, face, words, list }: Shown, held: string | undefined, usually: string | undefined, theme: string | undefined): void {
    const name = this.texts.say(`field-${chip.field}`);
    const code = held ?? usually;
    const worth = code === undefined ? name : shown(chip.field, code, this.catalogue, this.texts, theme);
    words.textContent = code !== undefined && chip.named ? this.texts.say('chip-value', { name, value: worth }) : worth;
    face.classList.toggle('is-set', held !== undefined);
    face.classList.toggle('is-usual', held === undefined && usually !== undefined);
    if (held !== undefined && ![...list.options].some((option) => option.value === held)) list.append(new Option(worth, held));
    list.value = held ?? '';
  }

  #chip(chip: Chip): HTMLElement {
    const list = element('select', { 'aria-label': this.texts.say(`field-${chip.field}`), autocomplete: 'off' });
    this.#fill(list, chip.field, undefined);
    const words = element('span', {});
    const face = element('span', { class: 'chip-face', 'aria-hidden': 'true' }, icon(chip.icon), words);
    const label = element('span', { class: 'chip', hidden: chip.field === 'operator' }, list, face);
    // Arrows change a closed list at each step: only a choice made with the pointer, or Enter, goes back to the field.
    let pointed = false;
    list.addEventListener('pointerdown', () => { pointed = true; });
    list.addEventListener('keydown', () => { pointed = false; });
    leaves(list, this.back);
    list.addEventListener('change', () => {
      this.touched(chip.field, list.value);
      if (pointed) this.back();
    });
    this.#chips.push({ chip, face, words, list, label });
    return label;
  }

  #fill(list: HTMLSelectElement, field: Field, theme: string | undefined): void {
    const unsaid = this.texts.say(field === 'channel' || field === 'support' || field === 'outcome' ? 'usual' : 'unsaid');
    list.replaceChildren(new Option(unsaid, ''), ...axis(field, this.catalogue, this.texts, theme).map(({ code, label }) => new Option(label, code)));
  }

  #warn(): void {
    byId('counter-note-warning').hidden = !looksPrivate(this.#note.value);
  }
}
