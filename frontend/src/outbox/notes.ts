// The notes of what waits: open on the page that made them, sealed wherever they are written down.

import type { Entry } from '../counter/entries.ts';
import type { Seal, Sealed } from './seal.ts';
import type { Kept } from './store.ts';

export class Notes {
  readonly #open = new Map<string, string>();
  /** Entries whose note could not be sealed, and so stands on this page alone. */
  readonly #unsealed = new Set<string>();

  constructor(private readonly seal: Seal) {}

  /** Whether closing the page would lose one. */
  get fragile(): boolean {
    return this.#unsealed.size > 0;
  }

  /** An entry without its note, which is held here. */
  take({ note, ...entry }: Entry): Entry {
    // A mended entry keeps its name, not the note that was taken from it.
    this.forget(entry.id);
    if (note !== undefined) this.#open.set(entry.id, note);
    return entry;
  }

  /** What is written down of entries. A mended request without a note of its own keeps the one that nobody can read here. */
  async seals(made: readonly Kept[], before: Sealed | undefined): Promise<Kept[]> {
    return Promise.all(made.map(async (kept) => {
      const note = this.#open.get(kept.entry.id);
      const sealed = note === undefined ? kept.work && before : await this.seal(note).catch(() => undefined);
      if (note !== undefined && !sealed) this.#unsealed.add(kept.entry.id);
      return sealed ? { ...kept, entry: { ...kept.entry, sealed } } : kept;
    }));
  }

  /** An entry as it leaves: with its note open when it is known here, sealed otherwise. */
  whole(entry: Entry): Entry {
    const note = this.#open.get(entry.id);
    if (note === undefined) return entry;
    const { sealed: _sealed, ...open } = entry;
    return { ...open, note };
  }

  forget(id: string): void {
    this.#open.delete(id);
    this.#unsealed.delete(id);
  }
}
