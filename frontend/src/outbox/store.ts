// What the device keeps of the entries made on it, and the form of whatever keeps it. The logic beside knows nothing of IndexedDB.

import type { Draft } from '../counter/draft.ts';
import type { Visit } from '../counter/desk.ts';
import type { Entry } from '../counter/entries.ts';

/** Waiting to be sent; refused, until somebody mends it or gives it up; sent, and kept in case the server is restored from a backup. */
export type Standing = 'waiting' | 'refused' | 'sent';

/** What a request was made of, so that a refused one can be mended after a reload. Its note is never among it. */
export interface Work {
  draft: Draft;
  visit: Visit;
}

export interface Kept {
  /** Given by the store: entries leave in the order they were made. */
  order?: number;
  standing: Standing;
  entry: Entry;
  /** When it was made, by the server's clock as far as it was known: milliseconds. */
  at: number;
  /** The name of its agent, to say whose it is should somebody else sign in. Absent once it is sent. */
  name?: string | undefined;
  work?: Work | undefined;
  /** The life of a page whose clock had not yet been compared with the server's when the entry was made. */
  unmeasured?: string | undefined;
  /** Why it was refused, as the server said it. */
  sentence?: string | undefined;
  /** Whether something else stands under its id: mended, it takes another. */
  conflict?: boolean;
}

/** What is known of the server. */
export interface Memory {
  lineage?: string;
  /** What to add to this device's time to have the server's. */
  offset?: number;
}

export interface Change {
  /** Added at the end, or put in the place of the one that bears the same id. */
  put?: readonly Kept[];
  /** Ids. */
  remove?: readonly string[];
  memory?: Memory;
}

export interface Store {
  /** Whether what it holds outlives the page. */
  readonly lasting: boolean;
  list(standing: Standing): Promise<Kept[]>;
  memory(): Promise<Memory>;
  /** All of it or nothing; it stands on the disk once this resolves. */
  write(change: Change): Promise<void>;
}

/** Holds entries as long as the page lives: where the browser offers nothing better. */
export class PageStore implements Store {
  readonly lasting = false;
  #kept: Kept[] = [];
  #memory: Memory = {};
  #last = 0;

  list(standing: Standing): Promise<Kept[]> {
    return Promise.resolve(this.#kept.filter((kept) => kept.standing === standing).map((kept) => ({ ...kept })));
  }

  memory(): Promise<Memory> {
    return Promise.resolve(this.#memory);
  }

  write({ put = [], remove = [], memory }: Change): Promise<void> {
    const gone = new Set([...remove, ...put.map(({ entry }) => entry.id)]);
    this.#kept = this.#kept.filter(({ entry }) => !gone.has(entry.id));
    for (const kept of put) this.#kept.push({ ...kept, order: kept.order ?? (this.#last += 1) });
    this.#kept.sort((one, other) => one.order! - other.order!);
    this.#memory = { ...this.#memory, ...memory };
    return Promise.resolve();
  }
}
