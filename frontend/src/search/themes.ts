import { fold, sound, words } from './fold.ts';
import { Index, typedWords, type Phrase } from './index.ts';

/** What the search needs to know of a theme and of an operator (see the catalogue's JSON). */
export interface SearchedTheme {
  code: string;
  family: string;
  label: string;
  synonyms: readonly string[];
  operators: readonly string[];
  recent: number;
}
export interface SearchedOperator {
  code: string;
  label: string;
  short: string;
  synonyms: readonly string[];
}
export interface Searched {
  families: readonly { code: string; label: string; short: string }[];
  themes: readonly SearchedTheme[];
  operators: readonly SearchedOperator[];
}

export interface Found {
  theme: string;
  /** The operator, when what was typed names one of the theme's own. */
  operator: string | undefined;
  score: number;
}

const WEIGHT = { label: 1, synonym: 0.97, family: 0.4, operator: 0.6 };

/** Prepares the catalogue once; the function it answers finds themes, best first. */
export function themeSearch(catalogue: Searched): (query: string, limit?: number) => Found[] {
  const families = new Map(catalogue.families.map((family) => [family.code, family]));
  const operators = new Map(catalogue.operators.map((operator) => [operator.code, operator]));
  const index = new Index(catalogue.themes.map((theme) => {
    const family = families.get(theme.family);
    const phrases: Phrase[] = [{ text: theme.label, weight: WEIGHT.label }];
    for (const text of theme.synonyms) phrases.push({ text, weight: WEIGHT.synonym });
    if (family) phrases.push({ text: family.label, weight: WEIGHT.family });
    for (const code of theme.operators) {
      for (const text of names(operators.get(code))) phrases.push({ text, weight: WEIGHT.operator });
    }
    return { phrases, recent: theme.recent };
  }));
  return (query, limit = 8) => {
    const typed = new Set(words(query).flatMap((word) => [word, sound(word)]));
    return index.search(query, limit).map(({ entry, score }) => {
      const theme = catalogue.themes[entry]!;
      const operator = theme.operators.find((code) => names(operators.get(code)).some((name) => named(name, typed)));
      return { theme: theme.code, operator, score };
    });
  };
}

/** The parts of a label to underline, as [start, end): beginnings of its words that were typed. */
export function marks(label: string, query: string): [number, number][] {
  const tokens = typedWords(query);
  const found: [number, number][] = [];
  for (const { 0: word, index: start } of label.matchAll(/[\p{L}\p{N}]+/gu)) {
    const folded = fold(word);
    const token = tokens.find((typed) => folded.startsWith(typed)) ?? (tokens.some((typed) => sound(typed) === sound(folded)) ? folded : undefined);
    if (token !== undefined) found.push([start, start + Math.min(word.length, token.length)]);
  }
  return found;
}

function names(operator: SearchedOperator | undefined): string[] {
  return operator ? [...new Set([operator.label, operator.short, ...operator.synonyms])] : [];
}

/** A short sound is shared by too many words to record an operator by it. */
const TELLING_SOUND = 4;

/** Every word of the name was typed, as it is written or as it is heard. */
function named(name: string, typed: ReadonlySet<string>): boolean {
  const parts = words(name);
  return parts.length > 0 && parts.every((word) => typed.has(word) || (sound(word).length >= TELLING_SOUND && typed.has(sound(word))));
}
