// « Aujourd’hui »: the two figures and the requests of the place's day, newest first, with what still waits to be sent.

import type { Names, PageData, TodayEntry } from './data.ts';
import { byId, element, icon } from './dom.ts';
import { actsOf, operatorOf, value } from './draft.ts';
import type { Kept } from '../outbox/store.ts';
import type { Saved } from './desk.ts';
import type { Texts } from './texts.ts';
import { dayOf, hourOf, rfc3339 } from './time.ts';

/** Lines shown; the figures count them all. */
const SHOWN = 12;

export class Today {
  #visits: number;
  #requests: number;
  #entries: TodayEntry[];
  #day: string;
  readonly #waiting = new Set<string>();

  /** `now` is the server's time, as far as it is known: a page kept since yesterday counts what yesterday did. */
  constructor(private readonly page: PageData, private readonly names: Names, private readonly texts: Texts, now: number) {
    ({ visits: this.#visits, requests: this.#requests } = page.today);
    this.#entries = [...page.today.entries].sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
    this.#day = dayOf(Date.parse(page.server_now), page.place.zone);
    this.turn(now);
    this.show();
  }

  add(saved: Saved, now: number): void {
    this.turn(now);
    const { draft, visit } = saved;
    const minutes = value(draft, 'minutes');
    this.#put({
      id: saved.id, visit: visit.id, at: rfc3339(now, this.page.place.zone), theme: value(draft, 'theme')!, acts: [...actsOf(draft)],
      minutes: minutes === undefined ? null : Number(minutes), label: this.names.request(value(draft, 'theme')!, operatorOf(draft)),
    }, visit.requests === 1);
    this.show();
  }

  #put(entry: TodayEntry, newVisit: boolean): void {
    this.#entries.unshift(entry);
    this.#waiting.add(entry.id);
    this.#requests += 1;
    if (newVisit) this.#visits += 1;
  }

  /** What earlier pages made here and have not sent: the server did not know of it when it wrote the page. */
  recover(kept: readonly Kept[]): void {
    const seen = new Set(this.#entries.map(({ id }) => id));
    const gone = new Set(kept.map(({ entry: { body } }) => body['target']));
    const opened = new Set(kept.map(({ entry }) => entry).filter(({ kind }) => kind === 'visit.opened').map(({ id }) => id));
    const { zone, id: place } = this.page.place;
    for (const { entry, at } of kept) {
      const { id, kind, body } = entry;
      if (entry.place !== place || dayOf(at, zone) !== this.#day) continue;
      const visit = String(body['visit']);
      if (kind === 'withdrawn' && seen.has(String(body['target']))) this.remove(String(body['target']), 1);
      if (kind !== 'request.recorded' || seen.has(id) || gone.has(id)) continue;
      const theme = String(body['theme']);
      this.#put({
        id, visit, at: rfc3339(at, zone), theme, acts: body['acts'] as string[], minutes: (body['minutes'] as number | undefined) ?? null,
        label: this.names.request(theme, body['operator'] as string | undefined),
      }, opened.delete(visit));
    }
    this.show();
  }

  /** The request was withdrawn or came back; its visit is no longer counted when nothing is left of it. */
  remove(id: string, requestsLeft: number): void {
    this.#waiting.delete(id);
    const before = this.#entries.length;
    this.#entries = this.#entries.filter((entry) => entry.id !== id);
    if (this.#entries.length === before) return;
    this.#requests -= 1;
    if (requestsLeft === 0) this.#visits -= 1;
    this.show();
  }

  settled(id: string): void {
    if (this.#waiting.delete(id)) this.show();
  }

  /** A page left open overnight starts the new day at nothing. */
  turn(now: number): void {
    const day = dayOf(now, this.page.place.zone);
    if (day === this.#day) return;
    this.#day = day;
    this.#visits = 0;
    this.#requests = 0;
    this.#entries = [];
    this.show();
  }

  show(): void {
    byId('counter-visits').textContent = String(this.#visits);
    byId('counter-visits-name').textContent = this.texts.count('visits', this.#visits);
    byId('counter-requests').textContent = String(this.#requests);
    byId('counter-requests-name').textContent = this.texts.count('requests', this.#requests);
    byId('counter-today').replaceChildren(...this.#entries.slice(0, SHOWN).map((entry, at) => this.#line(entry, at)));
    byId('counter-today-empty').hidden = this.#entries.length > 0;
  }

  #line(entry: TodayEntry, at: number): HTMLLIElement {
    const minutes = entry.minutes ? this.texts.count('minutes', entry.minutes) : '';
    const details = [this.names.acts(entry.acts), minutes].filter((part) => part !== '').join(' · ');
    const same = this.#entries[at + 1]?.visit === entry.visit;
    const words = element('div', {}, entry.label, element('small', {}, details));
    if (this.#waiting.has(entry.id)) words.append(element('small', { class: 'is-waiting' }, icon('hourglass-medium'), this.texts.say('waiting')));
    const hour = this.texts.say('time', hourOf(Date.parse(entry.at), this.page.place.zone));
    return element('li', same ? { class: 'is-same-visit' } : {}, element('time', { datetime: entry.at }, hour), words);
  }
}
