// The forms of what the counter is given: the page's data, written by the server into #counter-data, and the catalogue it names.

import type { Searched, SearchedTheme } from '../search/themes.ts';

export interface Labelled {
  code: string;
  label: string;
  short?: string | null;
}

export interface Act extends Labelled {
  /** The letter that chooses it in the field. */
  key: string;
}

export interface Theme extends SearchedTheme {
  acts: string[];
  support?: string | null;
  minutes?: number | null;
}

export interface Catalogue extends Searched {
  version: string;
  families: { code: string; label: string; short: string; icon: string }[];
  themes: Theme[];
  acts: Act[];
  supports: Labelled[];
  outcomes: Labelled[];
  channels: Labelled[];
  ages: Labelled[];
  origins: Labelled[];
  languages: Labelled[];
}

/** A whole request behind one digit. */
export interface Favourite {
  /** The digit, 1 to 9: it stays where the hand knows it, so there may be gaps. */
  position: number;
  theme: string;
  operator?: string | null;
  acts: string[];
  support?: string | null;
  label: string;
  hint: string;
  icon: string;
}

export interface TodayEntry {
  id: string;
  visit: string;
  at: string;
  theme: string;
  label: string;
  acts: string[];
  support?: string | null;
  minutes?: number | null;
}

export interface Round {
  stops: { id: number; name: string }[];
  /** From, to (minutes of the day), and the stop. */
  days: { day: string; halts: [number, number, number][] }[];
}

export interface PageData {
  place: { id: number; name: string; zone: string };
  agent: { id: number; name: string };
  /** The others who may receive here, by name. */
  colleagues: { id: number; name: string }[];
  /** What the team calls this counter, when it is enrolled: « Bureau 2 ». */
  desk?: string | null;
  /** An instant, RFC 3339: what the server's clock said when it wrote the page. */
  server_now: string;
  catalogue_url: string;
  /** What comes after the first view: a style sheet, and sentences. */
  late: { style: string; words: string };
  /** Which life of the server wrote the page. */
  lineage: string;
  /** The server's key, to which words that wait are sealed. */
  seal: { key: string; public: string };
  /** Whether this is an enrolled counter of the place. */
  enrolled: boolean;
  favourites: Favourite[];
  /** How often each theme was recorded here of late; the catalogue is the same for every place and does not know. */
  recent?: Record<string, number>;
  today: { visits: number; requests: number; entries: TodayEntry[] };
  /** Where a bus stands, today and on the days that follow. */
  round?: Round;
  texts: Record<string, string>;
}

/** Looks things up by their code, and names them as the counter shows them. */
export class Names {
  readonly #themes: Map<string, Theme>;
  readonly #operators: Map<string, Searched['operators'][number]>;
  readonly #families: Map<string, Catalogue['families'][number]>;

  constructor(readonly catalogue: Catalogue) {
    this.#themes = new Map(catalogue.themes.map((theme) => [theme.code, theme]));
    this.#operators = new Map(catalogue.operators.map((operator) => [operator.code, operator]));
    this.#families = new Map(catalogue.families.map((family) => [family.code, family]));
  }

  theme(code: string | undefined): Theme | undefined {
    return code === undefined ? undefined : this.#themes.get(code);
  }

  operator(code: string): string {
    const operator = this.#operators.get(code);
    return operator ? operator.short || operator.label : code;
  }

  /** A theme's label is read after its operator, or its family: « EDF · Facture à comprendre ». */
  request(theme: string, operator: string | undefined): string {
    const found = this.#themes.get(theme);
    if (!found) return theme;
    const before = operator ? this.operator(operator) : this.#families.get(found.family)?.short;
    return before && before !== found.label ? `${before} · ${found.label}` : found.label;
  }

  icon(theme: string): string {
    return this.#families.get(this.#themes.get(theme)?.family ?? '')?.icon ?? 'dots-three-circle';
  }

  acts(codes: readonly string[]): string {
    return codes.map((code) => short(this.catalogue.acts, code)).join(', ');
  }
}

/** The short label of a code within one axis. */
export function short(axis: readonly Labelled[], code: string): string {
  const found = axis.find((item) => item.code === code);
  return found ? found.short || found.label : code;
}
