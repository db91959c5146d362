// Where a bus should stand, and how long a word about it holds. Plain values and functions.

import type { Round } from '../counter/data.ts';

/** The agent's word: the bus stands there. */
export interface Confirmed {
  /** 0 when it stands at none. */
  stop: number;
  day: string;
  /** The minute of the day at which the round goes elsewhere. */
  until: number;
}

export function halts(round: Round, day: string): Round['days'][number]['halts'] {
  return round.days.find((one) => one.day === day)?.halts ?? [];
}

/** The stop of the hour: where the bus stands, else where it goes next, else where it was last. */
export function expected(round: Round, day: string, minute: number): number | undefined {
  const today = halts(round, day);
  const now = today.filter(([from, to]) => from <= minute && minute < to).at(-1);
  return (now ?? today.find(([from]) => from > minute) ?? today.at(-1))?.[2];
}

/** A word holds until the round goes elsewhere, and not beyond its day. */
export function confirm(round: Round, stop: number, day: string, minute: number): Confirmed {
  const next = halts(round, day).find(([from, , other]) => from > minute && other !== stop);
  return { stop, day, until: next?.[0] ?? 24 * 60 };
}

export function holds(word: Confirmed | undefined, day: string, minute: number): word is Confirmed {
  return word !== undefined && word.day === day && minute < word.until;
}
