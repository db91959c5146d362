// Stands for the outbox until that part has come: it is not needed to draw the page, so it comes after the first view, or with the
// first entry. What is handed over meanwhile is held here, and closing the page then asks first.

import type { Outbox } from '../outbox/outbox.ts';
import type { Work } from '../outbox/store.ts';
import type { Out } from './desk.ts';
import type { Entry } from './entries.ts';

/** Milliseconds before another try for a part that did not come. */
const AGAIN = 3_000;

export class Sending implements Out {
  #coming: Promise<Outbox> | undefined;
  #outbox: Outbox | undefined;
  #held = 0;

  constructor(private readonly open: () => Promise<Outbox>, private readonly away: () => void) {}

  put(entries: readonly Entry[], work?: Work): void {
    this.#hand((outbox) => outbox.put(entries, work));
  }

  recall(visit: string, sentence: string): void {
    this.#hand((outbox) => outbox.recall(visit, sentence));
  }

  drop(id: string): void {
    this.#hand((outbox) => outbox.drop(id));
  }

  /** Whether closing the page now would lose something. */
  get fragile(): boolean {
    return this.#held > 0 || (this.#outbox?.fragile ?? false);
  }

  begin(): Promise<Outbox> {
    return (this.#coming ??= this.#come());
  }

  async #come(): Promise<Outbox> {
    for (;;) {
      try {
        return (this.#outbox = await this.open());
      } catch {
        if (this.#held > 0) this.away();
        await new Promise((resolve) => { setTimeout(resolve, AGAIN); });
      }
    }
  }

  #hand(work: (outbox: Outbox) => Promise<void>): void {
    this.#held += 1;
    void this.begin().then((outbox) => { this.#held -= 1; return work(outbox); });
  }
}
