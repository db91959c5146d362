/** A word's letters as bits: two words one mistake apart differ by two bits at most, which rules nearly all others out in an instant. */
export function signature(word: string): number {
  let bits = 0;
  for (let i = 0; i < word.length; i += 1) {
    const code = word.charCodeAt(i);
    bits |= 1 << (code >= 97 && code <= 122 ? code - 97 : 26 + (code % 6));
  }
  return bits;
}

export function bitCount(bits: number): number {
  let n = bits - ((bits >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return (((n + (n >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

const rows = [new Uint8Array(64), new Uint8Array(64), new Uint8Array(64)];

export interface Distance {
  /** Mistakes (a letter more, less, other, or two swapped) between the whole words. */
  whole: number;
  /** Mistakes between what was typed and the nearest beginning of the word. */
  beginning: number;
}

/** Counts mistakes between `typed` and `word`, giving up (at `most + 1`) as soon as there are more than `most`. */
export function distance(typed: string, word: string, most: number): Distance {
  const width = Math.min(word.length, typed.length + most, 63);
  let [before, above, row] = rows as [Uint8Array, Uint8Array, Uint8Array];
  for (let j = 0; j <= width; j += 1) above[j] = j;
  for (let i = 1; i <= typed.length; i += 1) {
    let least = i;
    row[0] = i;
    for (let j = 1; j <= width; j += 1) {
      const same = typed[i - 1] === word[j - 1];
      let cost = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && typed[i - 1] === word[j - 2] && typed[i - 2] === word[j - 1]) cost = Math.min(cost, before[j - 2]! + 1);
      row[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > most) return { whole: most + 1, beginning: most + 1 };
    [before, above, row] = [above, row, before];
  }
  let beginning = most + 1;
  for (let j = Math.max(0, typed.length - most); j <= width; j += 1) beginning = Math.min(beginning, above[j]!);
  return { whole: width === word.length ? above[width]! : most + 1, beginning };
}
