// What happens at one desk: the request being composed, the visit it belongs to, what was saved and may be taken back, what came back
// refused. It makes entries and hands them over; it knows neither the page nor the network.

import { again, choose, chooseFavourite, empty, isEmpty, next, requestBody, takeBack, touch, value, visitBody, type Draft, type Field, type Here } from './draft.ts';
import type { Favourite, Theme } from './data.ts';
import type { Entry, Maker } from './entries.ts';
import type { Answer } from '../outbox/journal.ts';
import type { Kept, Work } from '../outbox/store.ts';

export interface Visit {
  id: string;
  openedAt: number;
  /** The entry that holds its facts now (`visit.opened`, then each correction) and those facts; none before the first request. */
  facts?: { entry: string; body: string } | undefined;
  requests: number;
  closed: boolean;
  /** The number of its ticket: whoever holds it was here before anything was recorded, and stays when all of that is taken back. `null`
   * until the server gave one. */
  ticket?: number | null | undefined;
  /** Where the bus stood when it began, as far as that was confirmed. */
  stop?: number | undefined;
}

/** Somebody who waited in the queue, as the desk takes them over. */
export interface Arrived {
  visit: string;
  number?: number | undefined;
  language?: string | undefined;
  stop?: number | undefined;
}

/** A request that was saved here. */
export interface Saved {
  id: string;
  at: number;
  draft: Draft;
  visit: Visit;
  state: 'sent' | 'accepted';
}

/** A request put aside: refused by the server, or left for a moment to mend one that was. */
export interface Aside {
  draft: Draft;
  visit: Visit | undefined;
  /** The server's sentence; absent when the agent put it aside. */
  sentence?: string | undefined;
}

/** Where entries go. */
export interface Out {
  /** `work` is what the request among them was made of. */
  put(entries: readonly Entry[], work?: Work): void;
  /** Takes back the entries of a visit that have not been answered for. */
  recall(visit: string, sentence: string): void;
  /** Gives up what was refused. */
  drop(id: string): void;
}

/** Saved requests that can still be taken back, counted from the last. */
const MEMORY = 50;
/** How long, in milliseconds, the hand goes on with what it had begun before the eye sees what came back. */
const SURPRISE = 1_500;

export class Desk {
  draft: Draft = empty;
  visit: Visit | undefined;
  /** Oldest first. */
  saved: Saved[] = [];
  asides: Aside[] = [];
  here: Here = { channel: 'site' };
  #last: Draft | undefined;
  /** Who sits at the desk while an earlier request is in the field again; theirs is the turn once that one is done. */
  #behind: { visit: Visit; draft: Draft } | undefined;
  /** What stood refused in the device's store when it was last read. */
  #stood: ReadonlySet<string> = new Set();
  /** What came back into the field by itself, and when. */
  #returned: { aside: Aside; at: number } | undefined;

  constructor(private readonly maker: Maker, private readonly out: Out) {}

  /** The desk starts a visit with the first thing that is said of it, which is nearer to its true beginning than its first saving. */
  #begin(): Visit {
    this.visit ??= { id: this.maker.id(), openedAt: this.maker.now(), requests: 0, closed: false };
    return this.visit;
  }

  choose(theme: Theme, operator?: string): void {
    this.#stepAside();
    this.#begin();
    this.draft = choose(this.draft, theme, operator);
  }

  chooseFavourite(favourite: Favourite, theme: Theme): void {
    this.#stepAside();
    this.#begin();
    this.draft = chooseFavourite(this.draft, favourite, theme);
  }

  touch(field: Field, text: string): void {
    this.#begin();
    this.draft = touch(this.draft, field, text);
  }

  takeBack(): void {
    this.draft = takeBack(this.draft);
    this.#forgetUntouched();
  }

  clear(): void {
    if (this.visit?.closed) return this.#goBack();
    this.draft = this.visit?.facts ? next(this.draft) : empty;
    this.#forgetUntouched();
  }

  get theme(): string | undefined {
    return value(this.draft, 'theme');
  }

  /** Takes over the visit of somebody who waited and was called. Answers false while something is under way at the desk. */
  receive({ visit: id, number, language, stop }: Arrived): boolean {
    if (this.visit?.id === id || this.#behind?.visit.id === id) return true;
    if (this.visit?.facts || !isEmpty(this.draft)) return false;
    this.draft = language === undefined ? empty : touch(empty, 'language', language);
    const facts = { entry: id, body: JSON.stringify(visitBody(this.draft, { ...this.here, stop })) };
    this.visit = { id, openedAt: this.maker.now(), facts, requests: 0, closed: false, ticket: number ?? null, stop: stop ?? this.here.stop };
    return true;
  }

  /** A visit leaves the desk unfinished: it is on hold, or goes back to the queue. What was being said of it goes with it. */
  release(id: string): void {
    if (this.#behind?.visit.id === id) this.#behind = undefined;
    if (this.visit?.id !== id) return;
    this.#goBack();
  }

  /** Saves the request; `end` closes the visit with it. Answers what was saved, or nothing when no theme was chosen. */
  save(end: boolean): Saved | undefined {
    if (this.theme === undefined) return undefined;
    const visit = this.#begin();
    const { draft } = this;
    const entries = this.#facts(visit, draft);
    const request = this.maker.entry('request.recorded', requestBody(draft, visit.id), { id: draft.id, note: value(draft, 'note') });
    entries.push(request);
    visit.requests += 1;
    const saved: Saved = { id: request.id, at: this.maker.now(), draft: { ...draft, id: undefined, mends: undefined, sealed: false }, visit, state: 'sent' };
    this.saved = [...this.saved.slice(1 - MEMORY), saved];
    this.#last = saved.draft;
    this.draft = next(draft);
    if (end) entries.push(...this.#close(visit));
    this.out.put(entries, { draft, visit: { ...visit } });
    return saved;
  }

  /** Ends the open visit when nothing more is said. Answers whether there was one. */
  finish(): boolean {
    const { visit } = this;
    if (!visit?.facts || !isEmpty(this.draft)) return false;
    this.out.put([...this.#facts(visit, this.draft), ...this.#close(visit)]);
    return true;
  }

  /** Brings the last saved request back into the field, to be saved once more for somebody else. */
  repeat(): boolean {
    if (!this.#last) return false;
    this.#begin();
    this.draft = again(this.draft, this.#last);
    return true;
  }

  /** Withdraws the last saved request and brings it back into the field. The visit goes with it when it was its only one. */
  undo(): Saved | undefined {
    const saved = this.saved.at(-1);
    if (!saved) return undefined;
    this.saved = this.saved.slice(0, -1);
    this.#putAside();
    this.#withdraw(saved);
    this.draft = saved.draft;
    return saved;
  }

  #withdraw({ id, visit }: Saved): void {
    const entries = [this.maker.entry('withdrawn', { target: id })];
    visit.requests -= 1;
    if (visit.requests > 0 || visit.ticket !== undefined) {
      this.#turnTo(visit);
    } else {
      entries.push(this.maker.entry('withdrawn', { target: visit.id }));
      if (this.visit?.id === visit.id) this.visit = undefined;
      this.#turnTo({ id: this.maker.id(), openedAt: visit.openedAt, requests: 0, closed: false });
    }
    this.out.put(entries);
  }

  /** What the server said of an entry of ours. Answers the requests that come back because of it. */
  answered(entry: Entry, { status, message }: Answer): Aside[] {
    const saved = this.saved.find(({ id }) => id === entry.id);
    if (status === 'accepted' || status === 'known') {
      if (saved) saved.state = 'accepted';
      return [];
    }
    if (entry.kind === 'request.recorded' && saved) return [this.#bring(saved, message ?? '', status === 'refused')];
    if (entry.kind !== 'visit.opened' || status !== 'refused') return [];
    // Nothing of a visit holds without its opening: all of it comes back, and goes out again under the same names once mended.
    this.out.recall(entry.id, message ?? '');
    const unanswered = this.saved.filter(({ visit, state }) => visit.id === entry.id && state === 'sent');
    for (const { visit } of unanswered) Object.assign(visit, { facts: undefined, closed: false });
    return unanswered.map((other) => this.#bring(other, message ?? '', true));
  }

  #bring(saved: Saved, sentence: string, sameName: boolean): Aside {
    this.saved = this.saved.filter((other) => other !== saved);
    saved.visit.requests -= 1;
    const draft: Draft = { ...saved.draft, mends: saved.id, id: sameName ? saved.id : undefined };
    const aside: Aside = { draft, visit: saved.visit, sentence };
    this.asides = [...this.asides.filter((other) => other.draft.mends !== saved.id), aside];
    return aside;
  }

  /** What was refused on this device, as its store has it: what an earlier page left comes back, what another tab mended goes. */
  recover(refused: readonly Kept[]): void {
    const ids = new Set(refused.map(({ entry }) => entry.id));
    // One that has just been refused may not stand there yet; only what stood there and is gone was mended or given up elsewhere.
    const gone = (mends: string | undefined) => mends !== undefined && this.#stood.has(mends) && !ids.has(mends);
    this.asides = this.asides.filter(({ draft }) => !gone(draft.mends));
    this.#stood = ids;
    const known = new Set([this.draft.mends, ...this.asides.map(({ draft }) => draft.mends), ...this.saved.map(({ id }) => id)]);
    for (const { entry, work, sentence, conflict } of refused) {
      if (!work || known.has(entry.id)) continue;
      const visit = this.asides.find((other) => other.visit?.id === work.visit.id)?.visit ?? { ...work.visit, requests: work.visit.requests - 1 };
      const draft: Draft = { ...work.draft, mends: entry.id, id: conflict ? undefined : entry.id, sealed: entry.sealed !== undefined };
      this.asides = [...this.asides, { draft, visit, sentence: sentence ?? '' }];
    }
  }

  /** Takes a request that was put aside back into the field; what was being composed takes its place. */
  resume(aside: Aside): void {
    this.asides = this.asides.filter((other) => other !== aside);
    this.#putAside();
    this.#turnTo(aside.visit);
    this.draft = aside.draft;
  }

  /** Brings a refused request back by itself, into a field where nothing was being composed. */
  bringBack(aside: Aside): void {
    this.resume(aside);
    this.#returned = { aside, at: this.maker.now() };
  }

  /** A theme chosen at the very moment a request came back was meant for the next one: the one that came back waits beside. */
  #stepAside(): void {
    const returned = this.#returned;
    this.#returned = undefined;
    if (!returned || this.maker.now() - returned.at > SURPRISE || this.draft !== returned.aside.draft) return;
    this.asides = [...this.asides, returned.aside];
    this.#goBack();
  }

  /** Gives up a request that was put aside. */
  drop(aside: Aside): void {
    this.asides = this.asides.filter((other) => other !== aside);
    if (aside.draft.mends !== undefined) this.out.drop(aside.draft.mends);
  }

  /** Takes up a visit. Whoever sat at the desk with nothing said yet is not forgotten. */
  #turnTo(visit: Visit | undefined): void {
    const left = this.visit;
    if (left?.facts && !left.closed && left.id !== visit?.id && isEmpty(this.draft)) this.#behind = { visit: left, draft: this.draft };
    this.visit = visit;
  }

  /** Whoever sat at the desk before has their turn again. */
  #goBack(): void {
    this.visit = this.#behind?.visit;
    this.draft = this.#behind?.draft ?? empty;
    this.#behind = undefined;
  }

  #putAside(): void {
    if (isEmpty(this.draft)) return;
    this.asides = [...this.asides, { draft: this.draft, visit: this.visit }];
  }

  /** The entry that gives the visit its facts, when they are not yet recorded as they are now. */
  #facts(visit: Visit, draft: Draft): Entry[] {
    if (!visit.facts) visit.stop = this.here.stop;
    const body = visitBody(draft, { ...this.here, stop: visit.stop });
    const text = JSON.stringify(body);
    if (visit.facts?.body === text) return [];
    const entry = visit.facts
      ? this.maker.entry('corrected', { target: visit.id, replaces: visit.facts.entry, facts: body })
      : this.maker.entry('visit.opened', body, { id: visit.id, at: visit.openedAt });
    visit.facts = { entry: entry.id, body: text };
    return [entry];
  }

  #close(visit: Visit): Entry[] {
    this.#goBack();
    if (visit.closed) return [];
    visit.closed = true;
    return [this.maker.entry('visit.closed', { visit: visit.id })];
  }

  /** A visit of which nothing is left to say has not begun. */
  #forgetUntouched(): void {
    if (this.draft.touches.length === 0 && this.visit && !this.visit.facts) this.#goBack();
  }
}

