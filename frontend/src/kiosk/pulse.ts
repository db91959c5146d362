// Whether the server answers, whether the place still receives, how many wait: followed live, for days. Each word of the queue's stream is
// followed by a look at the kiosk's own state, so that a place that closes or a device that is revoked is known within a pulse.

import { follow } from '../queue/stream.ts';

export interface Told {
  waiting(count: number): void;
  /** What the hours say, by language; nothing while the place is open. */
  notice(words: Record<string, string>): void;
  lost(): void;
  closed(): void;
  back(): void;
  /** Whether nobody is before the kiosk: then a page of an older program may give way to the newer one. */
  idle(): boolean;
}

const AGAIN = 3_000;
/** How long one look may take. */
const PATIENCE = 10_000;

export class Pulse {
  #looking = false;

  constructor(private readonly place: string, private readonly program: string, private readonly told: Told) {
    const waiting = (hall: string) => this.told.waiting((JSON.parse(hall) as { waiting: number[] }).waiting.length);
    const look = () => this.#look();
    follow(`/api/v1/queue/live?place=${place}&hall=true`, 'queue', waiting, look, look);
    // Whether the browser calls itself online says little: a look tells.
    for (const kind of ['offline', 'online']) addEventListener(kind, look);
  }

  /** Asks how things stand; while there is no answer, again. */
  #look(): void {
    if (this.#looking) return;
    this.#looking = true;
    void this.#state().finally(() => { this.#looking = false; });
  }

  async #state(): Promise<void> {
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), PATIENCE);
    try {
      const reply = await fetch(`/api/v1/kiosk?place=${this.place}`, { signal: late.signal, headers: { accept: 'application/json' } });
      if (reply.status === 401 || reply.status === 403 || reply.status === 404) return this.#ended();
      if (!reply.ok) return this.#silent();
      const { receives, program, notice } = (await reply.json()) as { receives: boolean; program: string; notice: Record<string, string> };
      if (!receives) return this.#ended();
      if (program !== this.program && this.told.idle()) return location.reload();
      this.told.notice(notice);
      this.told.back();
    } catch {
      this.#silent();
    } finally {
      clearTimeout(timer);
    }
  }

  #ended(): void {
    this.told.closed();
    setTimeout(() => this.#look(), AGAIN * 5);
  }

  #silent(): void {
    this.told.lost();
    setTimeout(() => this.#look(), AGAIN);
  }
}
