// Sends entries in order, one batch at a time, and keeps each until the server has answered for it. Nothing here is lost by a network
// that fails or a reply that never comes: the ids make a second sending harmless.

import type { Entry } from './entries.ts';

/** What the server said of one entry. */
export interface Answer {
  id: string;
  status: 'accepted' | 'known' | 'conflict' | 'retry' | 'refused';
  code?: string | null;
  message?: string | null;
}

/** Why entries wait: nothing wrong; no network or a server in trouble; a session that ended. */
export type State = 'clear' | 'away' | 'signed-out';

export interface Post {
  (entries: readonly Entry[]): Promise<{ status: number; results: Answer[]; message?: string | undefined }>;
}

export interface Listener {
  answered(entry: Entry, answer: Answer): void;
  changed(state: State, waiting: number): void;
}

const MOST_AT_ONCE = 200;
const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 60_000;

export class Outbox {
  #queue: Entry[] = [];
  #state: State = 'clear';
  #sending = false;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly post: Post, private readonly listener: Listener) {}

  get waiting(): number {
    return this.#queue.length;
  }

  put(entries: readonly Entry[]): void {
    this.#queue.push(...entries);
    if (this.#state === 'clear') void this.send();
    else this.listener.changed(this.#state, this.waiting);
  }

  /** Takes back what was not answered for of a visit. */
  recall(visit: string): void {
    this.#queue = this.#queue.filter(({ id, body }) => id !== visit && body['visit'] !== visit && body['target'] !== visit);
  }

  /** Tries now: called for new entries, when the network is back, when the page is looked at again. */
  async send(): Promise<void> {
    if (this.#sending || this.#queue.length === 0) return;
    clearTimeout(this.#timer);
    this.#sending = true;
    const batch = this.#queue.slice(0, MOST_AT_ONCE);
    const again = await this.#offer(batch);
    this.#sending = false;
    this.listener.changed(this.#state, this.waiting);
    if (this.#queue.length === 0) return;
    if (again) this.#later();
    else void this.send();
  }

  /** Answers whether something must wait before the next try. */
  async #offer(batch: readonly Entry[]): Promise<boolean> {
    let reply: Awaited<ReturnType<Post>>;
    try {
      reply = await this.post(batch);
    } catch {
      return this.#fail('away');
    }
    if (reply.status === 401) return this.#fail('signed-out');
    if (reply.status >= 500 || reply.status === 429 || reply.status === 408) return this.#fail('away');
    // A batch refused as a whole is a refusal of each of its entries: they come back with the sentence.
    const refused = reply.status >= 400;
    const answers = new Map(reply.results.map((answer) => [answer.id, answer]));
    let unsettled = false;
    for (const entry of batch) {
      if (!this.#queue.includes(entry)) continue;
      const answer = answers.get(entry.id) ?? (refused ? { id: entry.id, status: 'refused' as const, message: reply.message ?? null } : undefined);
      if (!answer || answer.status === 'retry') {
        unsettled = true;
        continue;
      }
      this.#queue = this.#queue.filter((other) => other !== entry);
      this.listener.answered(entry, answer);
    }
    this.#state = 'clear';
    this.#failures = unsettled ? this.#failures + 1 : 0;
    return unsettled;
  }

  #fail(state: State): true {
    this.#state = state;
    this.#failures += 1;
    return true;
  }

  #later(): void {
    const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (this.#failures - 1));
    this.#timer = setTimeout(() => void this.send(), wait);
  }
}

/** Posts to the journal; a reply that takes more than fifteen seconds counts as none. */
export const postToJournal: Post = async (entries) => {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), 15_000);
  try {
    const response = await fetch('/api/v1/journal', {
      method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ entries }), signal: stop.signal, redirect: 'error',
    });
    const reply = (await response.json().catch(() => ({}))) as { results?: Answer[]; detail?: string; title?: string };
    if (response.ok && !reply.results) throw new Error('not an answer of the journal');
    return { status: response.status, results: reply.results ?? [], message: reply.detail ?? reply.title };
  } finally {
    clearTimeout(timer);
  }
};
