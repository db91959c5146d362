// Finds, as one types, the entries whose words are nearest to what was typed: in any order, with or without accents, plurals and typing
// mistakes, by initials, joined or split. Pure: no page, no clock, no network; the whole index stands in memory.
//
// An entry has phrases (its label, its synonyms …); a phrase has words; equal phrases are kept once for all their entries. A typed word
// is worth its rarity times the quality of the match. An entry scores the best worth of each typed word, plus a part for the one phrase
// that says what was typed and little else, plus a little for usage.

import { carriesNothing, words } from './fold.ts';
import { Lists, Sparse } from './sparse.ts';
import { Vocabulary } from './vocabulary.ts';

/** One way to name an entry, and how much a find through it is worth (1 for its own label). */
export interface Phrase {
  text: string;
  weight: number;
}

export interface Entry {
  phrases: Phrase[];
  /** How often it was chosen lately: decides between entries that fit alike. */
  recent: number;
}

export interface Hit {
  /** Position in the list of entries given to the index. */
  entry: number;
  score: number;
}

/** Part of the score that goes to the phrase which says what was typed and little else. */
const WHOLE_PHRASE = 0.8;
/** Part of the score that usage may add: less than the difference between two qualities of match. */
const USAGE = 0.08;
/** A find by initials or by joined words is worth a little less than by the words themselves. */
const INITIALS = 0.9;
const JOINED = 0.95;
/** Matches weaker than this do not make a typed word more common. */
const PLAUSIBLE = 0.6;

export class Index {
  readonly #vocabulary = new Vocabulary();
  readonly #entryCount: number;
  /** Word → phrases that hold it. */
  readonly #postings: Lists;
  /** Phrase → entries it names. */
  readonly #naming: Lists;
  readonly #rarity: Float32Array;
  readonly #phraseRarity: Float32Array;
  readonly #usage: Float32Array;
  readonly #sums: Record<'matches' | 'phrase' | 'phrases' | 'held' | 'word' | 'entry' | 'entries' | 'whole', Sparse>;

  constructor(entries: readonly Entry[]) {
    const building = new Building(this.#vocabulary);
    entries.forEach((entry, number) => entry.phrases.forEach(({ text, weight }) => building.add(text, number, weight)));
    this.#vocabulary.seal();
    this.#entryCount = entries.length;
    this.#postings = new Lists(building.postings);
    this.#naming = new Lists(building.naming);
    this.#rarity = Float32Array.from(building.holders, (count) => this.#rarityOf(count));
    this.#phraseRarity = Float32Array.from(building.contents, (content) => content.reduce((sum, word) => sum + this.#rarity[word]!, 0));
    const busiest = Math.log1p(entries.reduce((most, { recent }) => Math.max(most, recent), 1));
    this.#usage = Float32Array.from(entries, ({ recent }) => Math.log1p(recent) / busiest);
    const phrases = building.contents.length;
    this.#sums = {
      matches: new Sparse(this.#vocabulary.size),
      phrase: new Sparse(phrases), phrases: new Sparse(phrases), held: new Sparse(phrases), word: new Sparse(phrases),
      entry: new Sparse(entries.length), entries: new Sparse(entries.length), whole: new Sparse(entries.length),
    };
  }

  /** The entries that fit best, best first. */
  search(query: string, limit = 8): Hit[] {
    const { matches, phrases, held, entries, whole } = this.#sums;
    let asked = 0;
    for (const token of typedWords(query)) {
      this.#vocabulary.match(token, (word, quality) => matches.raise(word, quality));
      asked += this.#spread(this.#vocabulary.find(token));
    }
    for (const pair of this.#joinedPairs(query)) {
      matches.raise(pair, JOINED);
      this.#spread(pair);
    }
    for (const phrase of phrases.touched) {
      const found = phrases.values[phrase]!;
      const fit = found * Math.min(1, found / asked) * Math.min(1, held.values[phrase]! / this.#phraseRarity[phrase]!);
      this.#eachNamed(phrase, (entry, weight) => whole.raise(entry, fit * weight));
    }
    const best = this.#best(limit);
    for (const sums of [phrases, held, entries, whole]) sums.clear();
    return best;
  }

  /** Adds what one typed word is worth to every phrase and entry it fits, and answers its rarity. */
  #spread(exact: number | undefined): number {
    const { matches, phrase, phrases, held, word: inWord, entry, entries } = this.#sums;
    let holders = 0;
    if (exact === undefined) {
      for (const word of matches.touched) if (matches.values[word]! >= PLAUSIBLE) holders += this.#postings.length(word);
    }
    const rarity = exact === undefined ? this.#rarityOf(Math.min(holders, this.#entryCount)) : this.#rarity[exact]!;
    for (const word of matches.touched) {
      const quality = matches.values[word]!;
      for (let at = this.#postings.start[word]!; at < this.#postings.start[word + 1]!; at += 1) {
        const fits = quality * this.#postings.weight[at]!;
        phrase.raise(this.#postings.item[at]!, fits * rarity);
        inWord.raise(this.#postings.item[at]!, this.#postings.weight[at]! < 1 ? fits * this.#phraseRarity[this.#postings.item[at]!]! : fits * this.#rarity[word]!);
      }
    }
    for (const number of phrase.touched) {
      phrases.add(number, phrase.values[number]!);
      held.add(number, inWord.values[number]!);
      this.#eachNamed(number, (named, weight) => entry.raise(named, phrase.values[number]! * weight));
    }
    for (const number of entry.touched) entries.add(number, entry.values[number]!);
    for (const sums of [matches, phrase, inWord, entry]) sums.clear();
    return rarity;
  }

  #eachNamed(phrase: number, name: (entry: number, weight: number) => void): void {
    for (let at = this.#naming.start[phrase]!; at < this.#naming.start[phrase + 1]!; at += 1) {
      name(this.#naming.item[at]!, this.#naming.weight[at]!);
    }
  }

  #best(limit: number): Hit[] {
    const { entries, whole } = this.#sums;
    const best: Hit[] = [];
    for (const entry of entries.touched) {
      const score = (entries.values[entry]! + WHOLE_PHRASE * whole.values[entry]!) * (1 + USAGE * this.#usage[entry]!);
      if (best.length === limit && score <= best[limit - 1]!.score) continue;
      let at = best.length;
      while (at > 0 && best[at - 1]!.score < score) at -= 1;
      best.splice(at, 0, { entry, score });
      if (best.length > limit) best.pop();
    }
    return best;
  }

  /** Log of the entries over those that hold the word, never quite nothing. */
  #rarityOf(holders: number): number {
    return 0.3 + Math.log((this.#entryCount + 1) / (holders + 0.5));
  }

  /** « e mail » for « email »: neighbouring typed words that stand together in the vocabulary. */
  #joinedPairs(query: string): number[] {
    const all = words(query);
    return all.slice(1).map((word, at) => this.#vocabulary.find(all[at]! + word)).filter((word) => word !== undefined);
  }
}

/** The index while it grows. */
class Building {
  readonly postings: { item: number; weight: number }[][] = [];
  readonly naming: { item: number; weight: number }[][] = [];
  /** The words each phrase is made of. */
  readonly contents: number[][] = [];
  /** How many entries hold each word. */
  readonly holders: number[] = [];
  readonly #phrases = new Map<string, number>();
  readonly #lastHolder: number[] = [];

  constructor(private readonly vocabulary: Vocabulary) {}

  add(text: string, entry: number, weight: number): void {
    const all = words(text);
    if (all.length === 0) return;
    const key = all.join(' ');
    const phrase = this.#phrases.get(key) ?? this.#addPhrase(key, all);
    const naming = this.naming[phrase]!;
    if (naming.at(-1)?.item !== entry) naming.push({ item: entry, weight });
    for (const word of this.contents[phrase]!) {
      if (this.#lastHolder[word] === entry) continue;
      this.#lastHolder[word] = entry;
      this.holders[word]! += 1;
    }
  }

  /** A phrase is found by its words, by its initials and by its neighbouring words joined. */
  #addPhrase(key: string, all: string[]): number {
    const telling = all.filter((word) => !carriesNothing(word));
    const content = [...new Set(telling.length > 0 ? telling : all)];
    const phrase = this.contents.length;
    this.#phrases.set(key, phrase);
    this.naming.push([]);
    this.contents.push(content.map((word) => this.#post(word, phrase, 1)));
    if (all.length <= 8) {
      for (const letters of new Set([initials(all), initials(content)])) if (letters.length >= 2) this.#post(letters, phrase, INITIALS);
      for (let at = 1; at < all.length; at += 1) this.#post(all[at - 1]! + all[at]!, phrase, JOINED);
      if (all.length === 3) this.#post(all.join(''), phrase, JOINED);
    }
    return phrase;
  }

  #post(word: string, phrase: number, weight: number): number {
    const number = this.vocabulary.add(word, weight === 1);
    this.holders[number] ??= 0;
    const list = (this.postings[number] ??= []);
    if (list.at(-1)?.item !== phrase) list.push({ item: phrase, weight });
    return number;
  }
}

/** The words of a query that say something; all of them when none does. */
export function typedWords(query: string): string[] {
  const all = words(query);
  const telling = all.filter((word) => !carriesNothing(word));
  return [...new Set(telling.length > 0 ? telling : all)];
}

function initials(list: readonly string[]): string {
  return list.length < 2 ? '' : list.map((word) => word[0]).join('');
}
