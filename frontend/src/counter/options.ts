// What the field offers while one types: themes first, then, once the theme is known, the details of the request and of the visit.

import type { Index } from '../search/index.ts';
import type { Found } from '../search/themes.ts';
import { short, type Catalogue, type Labelled, type Names } from './data.ts';
import type { Field } from './draft.ts';
import type { Texts } from './texts.ts';

export type Option =
  | { kind: 'theme'; theme: string; operator: string | undefined; label: string; hint: string }
  | { kind: 'other'; theme: string; words: string; label: string; hint: string }
  | { kind: 'need'; words: string; label: string; hint: string }
  | { kind: 'favourite'; position: number; label: string; hint: string }
  | { kind: 'detail'; field: Field; value: string; label: string; hint: string };

/** The theme of what fits nowhere; a few words go with it and feed the watch. */
const OTHER = 'autre.autre';
const MOST = 7;
/** Part of the best score under which a theme is a coincidence of letters. */
const WORTH_SHOWING = 0.4;
export const MINUTES = [2, 5, 10, 15, 20, 30, 45, 60, 90, 120] as const;

/** The values a field may take, in the order they are shown. */
export function axis(field: Field, catalogue: Catalogue, texts: Texts, theme: string | undefined): Labelled[] {
  const own = (codes: readonly string[]) => codes.map((code) => ({ code, label: texts.say(`${field}-${code}`) }));
  switch (field) {
    case 'support': return catalogue.supports;
    case 'outcome': return catalogue.outcomes;
    case 'channel': return catalogue.channels;
    case 'age': return catalogue.ages;
    case 'origin': return catalogue.origins;
    case 'language': return catalogue.languages;
    case 'first': return own(['yes', 'no']);
    case 'with': return own(['alone', 'family', 'professional', 'other']);
    case 'minutes': return MINUTES.map((minutes) => ({ code: String(minutes), label: texts.count('minutes', minutes) }));
    case 'operator': {
      const codes = catalogue.themes.find(({ code }) => code === theme)?.operators ?? [];
      return codes.flatMap((code) => catalogue.operators.filter((operator) => operator.code === code));
    }
    // Written in a field of its own, which this opens.
    case 'note': return [{ code: '', label: texts.say('field-note') }];
    case 'referral': return [...catalogue.operators].sort((one, other) => one.label.localeCompare(other.label));
    default: return [];
  }
}

/** How a field and its value read together. */
export function shown(field: Field, code: string, catalogue: Catalogue, texts: Texts, theme: string | undefined): string {
  if (field === 'minutes') return texts.count('minutes', Number(code));
  const values = axis(field, catalogue, texts, theme);
  // « Avec » alone would not say what it is about.
  if (field === 'support') return values.find((one) => one.code === code)?.label ?? code;
  return short(values, code);
}

const DETAILS: Field[] = ['operator', 'support', 'outcome', 'channel', 'age', 'origin', 'language', 'first', 'with', 'referral', 'note'];

type Search = typeof import('../late/main.ts');

export class Options {
  #search: Search | undefined;
  #coming: Promise<boolean> | undefined;
  #find: (query: string, limit?: number) => Found[] = () => [];
  #details: { theme: string | undefined; options: Extract<Option, { kind: 'detail' }>[]; index: Index } | undefined;

  constructor(private readonly names: Names, private readonly texts: Texts) {}

  /** Fetches the search, which the first view does without. Answers whether it came; there is nothing to wait for once it is there. */
  begin(): Promise<boolean> | undefined {
    if (this.#search) return undefined;
    return (this.#coming ??= import('../late/main.ts').then((search) => {
      this.#search = search;
      this.#find = search.themeSearch(this.names.catalogue);
      return true;
    }, () => {
      this.#coming = undefined;
      return false;
    }));
  }

  /** The parts of a label to underline. */
  marks(label: string, typed: string): [number, number][] {
    return this.#search?.marks(label, typed) ?? [];
  }

  themes(query: string): Option[] {
    const hits = this.#find(query, MOST);
    const floor = (hits[0]?.score ?? 0) * WORTH_SHOWING;
    const found = hits.filter(({ score }) => score >= floor).map(({ theme, operator }): Option => {
      const recent = this.names.theme(theme)?.recent ?? 0;
      return { kind: 'theme', theme, operator, label: this.names.request(theme, operator), hint: recent > 0 ? this.texts.count('recent', recent) : '' };
    });
    const words = query.trim();
    if (this.names.theme(OTHER) && words.length > 2) {
      found.push({ kind: 'other', theme: OTHER, words, label: this.texts.say('other-request', { words }), hint: this.texts.say('other-hint') });
    }
    return found;
  }

  /** What nothing covers, in one line: noted beside the request, and counted nowhere. */
  need(words: string): Option[] {
    const label = words === '' ? this.texts.say('need-how') : this.texts.say('need', { words });
    return [{ kind: 'need', words, label, hint: this.texts.say('need-hint') }];
  }

  details(query: string, theme: string | undefined): Option[] {
    const number = /^\d{1,3}$/.test(query) ? Number(query) : 0;
    const minutes: Option[] = number > 0 && number <= 600
      ? [{ kind: 'detail', field: 'minutes', value: String(number), label: this.texts.count('minutes', number), hint: this.texts.say('field-minutes') }]
      : [];
    if (!this.#search) return minutes;
    const { options, index } = this.#indexed(theme, this.#search);
    // « / » alone asks what there is; where one may be sent to is a list of its own, found by its words.
    if (query.trim() === '') return options.filter(({ field }) => field !== 'referral');
    return [...minutes, ...index.search(query, MOST).map(({ entry }) => options[entry]!)];
  }

  #indexed(theme: string | undefined, { Index }: Search) {
    if (this.#details && this.#details.theme === theme) return this.#details;
    const { catalogue } = this.names;
    const options = DETAILS.flatMap((field) => axis(field, catalogue, this.texts, theme).map(({ code, label }) => (
      { kind: 'detail' as const, field, value: code, label, hint: field === 'note' ? '' : this.texts.say(`field-${field}`) }
    )));
    const index = new Index(options.map(({ field, value, label, hint }) => {
      const synonyms = field === 'operator' ? catalogue.operators.find(({ code }) => code === value)?.synonyms ?? [] : [];
      const phrases = [{ text: label, weight: field === 'referral' ? 0.7 : 1 }, { text: hint, weight: 0.5 }];
      return { phrases: [...phrases, ...synonyms.map((text) => ({ text, weight: 0.9 }))], recent: 0 };
    }));
    this.#details = { theme, options, index };
    return this.#details;
  }
}
