// Which calls a screen has not heard of yet.

export interface Call {
  number: number;
  desk: string;
  since: string;
}

/** Those that were not there before, the oldest first. A visitor who sits down gives the place to the one called before, who is not called again. */
export function fresh(before: readonly Call[], now: readonly Call[]): Call[] {
  const known = new Set(before.map(name));
  return now.filter((call) => !known.has(name(call))).reverse();
}

function name({ number, since }: Call): string {
  return `${number} ${since}`;
}
