// What the outbox tells: the page about how things stand, and the other tabs.

import type { Entry } from '../counter/entries.ts';
import type { Answer } from './journal.ts';
import type { Kept } from './store.ts';

/** Why entries wait: nothing wrong; no network or a server in trouble; nobody signed in who may send them. */
export type State = 'clear' | 'away' | 'signed-out';

/** What tabs tell each other. */
export type Message = { state: State; offset: number } | { answered: [Entry, Answer][] };

/** How things stand on this device. */
export interface Outlook {
  state: State;
  /** Those that leave as soon as they can, and those that wait for their agent to sign in. */
  waiting: Kept[];
  others: Kept[];
  refused: Kept[];
  /** Whether all of it outlives this page. */
  lasting: boolean;
}

export interface Listener {
  /** `mine`: the entry was made in this tab. */
  answered(entry: Entry, answer: Answer, mine: boolean): void;
  changed(outlook: Outlook): void;
}
