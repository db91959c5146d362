// Keeps entries on the device, and each until the server has answered for it. Nothing here is lost by a network that fails, a reply that
// never comes or a page that dies: what is made is written first, and the ids make a second sending harmless.

import type { Entry } from '../counter/entries.ts';
import type { Clock } from './clock.ts';
import type { Answer, Journal, Reply } from './journal.ts';
import { Notes } from './notes.ts';
import type { Listener, Message, State } from './outlook.ts';
import type { Seal } from './seal.ts';
import { answers, aside, dated, sendable, settle, wordless, type Sender } from './settle.ts';
import { PageStore, type Change, type Kept, type Store, type Work } from './store.ts';
import type { Tabs } from './tabs.ts';

export interface Parts {
  /** Called once, when something is first to be kept or read. */
  store: () => Promise<Store>;
  journal: Journal;
  tabs: Tabs<Message>;
  clock: Clock;
  seal: Seal;
  sender: Sender;
  /** From 0 to 1: devices that lost the same network do not come back all at once. */
  chance: () => number;
}

const MOST_AT_ONCE = 200;
const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 60_000;
/** How long what was sent is kept on an enrolled device, should the server be restored from a backup. */
const KEPT = 30 * 86_400_000;

export class Outbox {
  #opened: Promise<Store> | undefined;
  /** Writes follow each other: what was made first is kept first. */
  #writing: Promise<void> = Promise.resolve();
  #writes = 0;
  #unsafe = false;
  #state: State = 'clear';
  #most = MOST_AT_ONCE;
  #busy: Promise<void> | undefined;
  #again = false;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #mine = new Set<string>();
  /** How often each was answered « retry » in a row. */
  readonly #retries = new Map<string, number>();
  readonly #notes: Notes;

  constructor(private readonly parts: Parts, private readonly listener: Listener) {
    this.#notes = new Notes(parts.seal);
    parts.tabs.hear((message) => void this.#heard(message));
  }

  /** Brings out what earlier pages left, and tries to send it. Told what the server said with the page, when it comes from there. */
  async open(lineage?: string): Promise<void> {
    const store = await this.#store();
    const { clock } = this.parts;
    clock.remember((await store.memory()).offset);
    const old = (await store.list('sent')).filter(({ at }) => at < clock.true() - KEPT).map(({ entry }) => entry.id);
    if (old.length > 0) await this.#write({ remove: old });
    if (lineage !== undefined) await this.#meet({ lineage });
    await this.#show();
    await this.send();
  }

  /** Keeps entries; the promise resolves once they are on the disk. `work` is what the request among them was made of. */
  async put(entries: readonly Entry[], work?: Work): Promise<void> {
    const { clock, sender } = this.parts;
    const made = entries.map((entry): Kept => {
      this.#mine.add(entry.id);
      return {
        standing: 'waiting', entry: this.#notes.take(entry), at: clock.true(), name: sender.name, unmeasured: clock.measured ? undefined : clock.run,
        work: entry.kind === 'request.recorded' ? wordless(work) : undefined,
      };
    });
    const mended = work?.draft.mends;
    await this.#write(async (store) => {
      if (mended === undefined) return { put: await this.#notes.seals(made, undefined) };
      const before = (await store.list('refused')).find(({ entry }) => entry.id === mended);
      return { put: await this.#notes.seals(made, work?.draft.sealed ? before?.entry.sealed : undefined), remove: [mended] };
    });
    this.#retell();
    if (this.#state === 'clear') void this.send();
    else if (this.#timer === undefined) this.#later(this.#pause());
  }

  /** Puts aside what was not answered for of a visit that could not be opened; its requests come back to be mended. */
  async recall(visit: string, sentence: string): Promise<void> {
    const { refused, dropped } = aside(await (await this.#store()).list('waiting'), visit, sentence);
    if (refused.length + dropped.length > 0) await this.#write({ put: refused, remove: dropped });
    this.#retell();
  }

  /** Gives up what was refused. */
  async drop(id: string): Promise<void> {
    this.#notes.forget(id);
    await this.#write({ remove: [id] });
    this.#retell();
  }

  /** Whether closing the page now would lose something. */
  get fragile(): boolean {
    return this.#writes > 0 || this.#unsafe || this.#notes.fragile;
  }

  /** Tries now: called for new entries, when the network is back, when the page is looked at again. */
  async send(): Promise<void> {
    this.#again = true;
    await (this.#busy ??= this.#sendAll());
  }

  async #sendAll(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    let wait: number | undefined;
    // Between the last look and the end nothing waits: what is made in between is seen by one or the other.
    while (this.#again) {
      this.#again = false;
      try {
        await this.parts.tabs.alone(async () => { wait = await this.#drain(); });
        await this.#show();
      } catch {
        // A database that was taken away is no more use than a network that is: what is made from now on stays on the page.
        wait = this.#fail('away');
      }
    }
    this.#busy = undefined;
    if (wait !== undefined) this.#later(wait);
  }

  #later(wait: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.send(), wait);
  }

  /** Sends batch after batch. Answers how long to wait before the next try, when there must be one. */
  async #drain(): Promise<number | undefined> {
    for (;;) {
      const before = this.#state;
      const batch = await this.#batch();
      if (batch.length === 0) return undefined;
      // What was made under a clock that nobody had checked takes the right hour before it is first sent.
      const { measured } = this.parts.clock;
      const wait = measured ? await this.#offer(batch) : await this.#measure();
      if (this.#state !== before) this.#retell();
      if (wait !== undefined) return wait;
    }
  }

  async #batch(): Promise<Kept[]> {
    const waiting = await (await this.#store()).list('waiting');
    return waiting.filter((kept) => sendable(kept, this.parts.sender)).slice(0, this.#most);
  }

  async #measure(): Promise<number | undefined> {
    const reply = await this.#ask(() => this.parts.journal.head());
    if (!reply || reply.status !== 200) return this.#refused(reply) ?? this.#fail('away');
    return this.parts.clock.measured ? undefined : this.#fail('away');
  }

  async #offer(batch: readonly Kept[]): Promise<number | undefined> {
    const reply = await this.#ask(() => this.parts.journal.post(batch.map(({ entry }) => this.#notes.whole(entry))));
    const wait = this.#refused(reply);
    if (!reply || wait !== undefined) return wait;
    if (reply.status >= 400 && batch.length > 1) {
      // Refused as a whole, for its size or for one of its entries: smaller ones tell which.
      this.#most = Math.max(1, Math.floor(batch.length / 2));
      return undefined;
    }
    const change = settle(batch, answers(batch, reply), this.parts.sender, this.#retries);
    await this.#write(change);
    for (const [{ id, kind }, { status, message }] of change.told) {
      if (kind === 'visit.opened' && status === 'refused') await this.recall(id, message ?? '');
    }
    this.#tellAnswers(change.told);
    this.#state = change.stranger ? 'signed-out' : 'clear';
    this.#most = Math.min(MOST_AT_ONCE, this.#most * 2);
    this.#failures = change.unsettled ? this.#failures + 1 : 0;
    return change.unsettled ? this.#pause() : undefined;
  }

  /** How long to wait when nothing can be sent now; nothing when the reply is about the entries. */
  #refused(reply: Reply | undefined): number | undefined {
    if (!reply) return this.#fail('away');
    // A session that may not send keeps everything for one that may.
    if (reply.status === 401 || reply.status === 403) return this.#fail('signed-out');
    if (reply.status >= 500 || reply.status === 429 || reply.status === 408) return this.#fail('away', reply.wait);
    return undefined;
  }

  /** Asks the server, and learns its time and its lineage from what it answers; nothing comes back when nobody answers. */
  async #ask(question: () => Promise<Reply>): Promise<Reply | undefined> {
    const { clock } = this.parts;
    const run = clock.run;
    const before = clock.now();
    const reply = await question().catch(() => undefined);
    if (!reply) return undefined;
    if (reply.now !== undefined && clock.measure(Date.parse(reply.now), before, clock.now(), run)) await this.#setRight(run);
    if (reply.lineage !== undefined) await this.#meet(reply);
    return reply;
  }

  /** The clock is known: what was made under it, and never sent, is dated anew. */
  async #setRight(run: string): Promise<void> {
    const store = await this.#store();
    const { offset } = this.parts.clock;
    const wrong = (await store.list('waiting')).filter(({ unmeasured }) => unmeasured === run);
    if (wrong.length > 0 || (await store.memory()).offset !== offset) {
      await this.#write({ put: wrong.map((kept) => dated(kept, offset)), memory: { offset } });
    }
  }

  /** A server of another lineage was restored: it is offered again what an earlier one had taken. */
  async #meet({ lineage }: { lineage?: string | undefined }): Promise<void> {
    const store = await this.#store();
    const known = (await store.memory()).lineage;
    if (lineage === undefined || known === lineage) return;
    const again = known === undefined ? [] : await store.list('sent');
    await this.#write({ put: again.map((kept) => ({ ...kept, standing: 'waiting' })), memory: { lineage } });
    if (again.length > 0) this.#again = true;
  }

  #fail(state: State, wait = 0): number {
    this.#state = state;
    this.#failures += 1;
    return Math.max(wait, this.#pause());
  }

  #pause(): number {
    return Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.max(0, this.#failures - 1)) * (0.75 + this.parts.chance() / 2);
  }

  #tellAnswers(told: [Entry, Answer][]): void {
    if (told.length === 0) return;
    this.parts.tabs.tell({ answered: told });
    for (const [entry, answer] of told) {
      if (answer.status === 'accepted' || answer.status === 'known') this.#notes.forget(entry.id);
      this.listener.answered(this.#notes.whole(entry), answer, this.#mine.has(entry.id));
    }
  }

  #retell(): void {
    this.parts.tabs.tell({ state: this.#state, offset: this.parts.clock.offset });
    void this.#show();
  }

  async #heard(message: Message): Promise<void> {
    if ('answered' in message) {
      for (const [entry, answer] of message.answered) {
        if (answer.status === 'accepted' || answer.status === 'known') this.#notes.forget(entry.id);
        this.listener.answered(this.#notes.whole(entry), answer, this.#mine.has(entry.id));
      }
    } else {
      this.#state = message.state;
      this.parts.clock.remember(message.offset);
      // The tab that failed may be closed: this one tries again by itself.
      if (message.state !== 'clear' && this.#timer === undefined) this.#later(this.#pause());
    }
    await this.#show();
  }

  async #show(): Promise<void> {
    const store = await this.#store();
    const all = await store.list('waiting');
    const here = (kept: Kept) => sendable(kept, this.parts.sender);
    const [waiting, others, refused] = [all.filter(here), all.filter((kept) => !here(kept)), await store.list('refused')];
    this.#unsafe = !store.lasting && all.length + refused.length > 0;
    this.listener.changed({ state: this.#state, waiting, others, refused, lasting: store.lasting });
  }

  /** What cannot be kept on the disk, full or forbidden, is kept by the page, which says so. */
  async #write(change: Change | ((store: Store) => Promise<Change>)): Promise<void> {
    const written = this.#writing.then(async () => {
      const whole = async (store: Store) => store.write(typeof change === 'function' ? await change(store) : change);
      try {
        await whole(await this.#store());
      } catch {
        const spare = new PageStore();
        await whole(spare);
        this.#opened = Promise.resolve(spare);
      }
      this.#writes -= 1;
    });
    this.#writes += 1;
    this.#writing = written;
    await written;
  }

  #store(): Promise<Store> {
    return (this.#opened ??= this.parts.store().catch(() => new PageStore()));
  }
}
