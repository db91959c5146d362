import { sound, stem } from './fold.ts';
import { bitCount, distance, signature } from './near.ts';

const QUALITY = {
  stem: 0.9, elided: 0.86, sound: 0.84, oneMistake: 0.8, twoMistakes: 0.64, beginningMistaken: 0.6, kin: 0.5,
  /** A beginning is worth from the first to the second of these, by the share of the word that was typed. */
  beginning: [0.62, 0.95],
} as const;

const MOST_BEGINNINGS = 1500;

/** Called for each word that fits, with how well, from 0 to 1; the same word may come twice. */
export type Keep = (word: number, quality: number) => void;

/** Every distinct word of what is searched, found again by its letters, its beginning, its stem, its sound, or with mistakes in it. */
export class Vocabulary {
  readonly #numbers = new Map<string, number>();
  readonly #words: string[] = [];
  /** Words in their own right; the others (initials, words joined) are found by their letters and their beginning only. */
  readonly #plain = new Set<number>();
  readonly #byStem = new Map<string, number[]>();
  readonly #bySound = new Map<string, number[]>();
  #sorted: string[] = [];
  #scanned = new Int32Array(0);
  #signatures = new Int32Array(0);

  get size(): number {
    return this.#words.length;
  }

  /** The word's number, given the first time it is met. */
  add(word: string, plain: boolean): number {
    let number = this.#numbers.get(word);
    if (number === undefined) {
      number = this.#words.push(word) - 1;
      this.#numbers.set(word, number);
    }
    if (plain && !this.#plain.has(number)) {
      this.#plain.add(number);
      push(this.#byStem, stem(word), number);
      push(this.#bySound, sound(word), number);
    }
    return number;
  }

  /** To be called once, after the last `add`. */
  seal(): void {
    this.#sorted = [...this.#words].sort();
    this.#scanned = Int32Array.from(this.#plain).filter((number) => this.#words[number]!.length >= 4);
    this.#signatures = Int32Array.from(this.#scanned, (number) => signature(this.#words[number]!));
  }

  find(word: string): number | undefined {
    return this.#numbers.get(word);
  }

  match(typed: string, keep: Keep): void {
    const exact = this.#numbers.get(typed);
    if (exact !== undefined) keep(exact, 1);
    this.#beginningWith(typed, keep);
    if (typed.length >= 3) {
      for (const word of this.#byStem.get(stem(typed)) ?? []) keep(word, QUALITY.stem);
      for (const word of this.#bySound.get(sound(typed)) ?? []) keep(word, QUALITY.sound);
    }
    // « lelectricite »: the article typed without its apostrophe.
    const elided = exact === undefined && /^(?:[cdjlmnst]|qu)(?=[aeiouy])/.test(typed) ? typed.replace(/^(?:qu|.)/, '') : '';
    const bare = elided.length > 2 ? this.#numbers.get(elided) : undefined;
    if (bare !== undefined) keep(bare, QUALITY.elided);
    // A word spelled right is not a mistake for another; its kin (same long beginning) still counts.
    if (typed.length >= 4) this.#resembling(typed, exact === undefined, keep);
  }

  #beginningWith(typed: string, keep: Keep): void {
    const from = this.#position(typed);
    const to = this.#position(`${typed}\uffff`);
    // One letter of a very large catalogue says too little: words taken evenly stand for all that begin with it.
    const step = Math.ceil((to - from) / MOST_BEGINNINGS);
    const [least, most] = QUALITY.beginning;
    for (let at = from; at < to; at += step) {
      const word = this.#sorted[at]!;
      if (word.length > typed.length) keep(this.#numbers.get(word)!, least + ((most - least) * typed.length) / word.length);
    }
  }

  /** Where a word stands, or would, among the sorted ones. */
  #position(word: string): number {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#sorted[middle]! < word) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #resembling(typed: string, mistakes: boolean, keep: Keep): void {
    const most = !mistakes || /\d/.test(typed) ? 0 : typed.length >= 7 ? 2 : 1;
    const kinship = Math.max(5, Math.ceil(typed.length * 0.6));
    const strangers = Math.max(most, typed.length - kinship);
    const bits = signature(typed);
    const start = typed.slice(0, kinship);
    for (let at = 0; at < this.#scanned.length; at += 1) {
      const missing = bits & ~this.#signatures[at]!;
      if (missing !== 0 && bitCount(missing) > strangers) continue;
      const number = this.#scanned[at]!;
      const word = this.#words[number]!;
      if (word.length - kinship <= 6 && word.startsWith(start)) keep(number, QUALITY.kin);
      if (most === 0 || word.length < typed.length - most || bitCount(missing) > most) continue;
      const { whole, beginning } = distance(typed, word, most);
      if (whole === 1) keep(number, QUALITY.oneMistake);
      else if (whole === 2) keep(number, QUALITY.twoMistakes);
      else if (beginning <= 1 && typed.length >= 5) keep(number, QUALITY.beginningMistaken);
    }
  }
}

function push(lists: Map<string, number[]>, key: string, number: number): void {
  const list = lists.get(key);
  if (list) list.push(number);
  else lists.set(key, [number]);
}
