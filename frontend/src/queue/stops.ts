// The stop of a bus: proposed from its round, confirmed once by the agent, carried by what is recorded from then on. It works as well from
// a page that was kept: the round of the week is part of it.

import type { PageData, Round } from '../counter/data.ts';
import { byId } from '../counter/dom.ts';
import type { Maker } from '../counter/entries.ts';
import type { Texts } from '../counter/texts.ts';
import type { Hands } from './queue.ts';
import { confirm, expected, halts, holds, type Confirmed } from './round.ts';

export class Stops {
  readonly #list = byId<HTMLSelectElement>('round-stop');
  readonly #button = byId('round-confirm');
  #day = '';
  #shown = '';

  constructor(
    private readonly round: Round, private readonly page: PageData, private readonly texts: Texts, private readonly maker: Maker,
    private readonly hands: Pick<Hands, 'stand'>,
  ) {
    this.#button.addEventListener('click', () => this.#confirm(true));
    // Whoever chooses has said where they are. Arrows change a closed list at each step: the field waits until the hand is done.
    let pointed = false;
    this.#list.addEventListener('pointerdown', () => { pointed = true; });
    this.#list.addEventListener('keydown', (event) => {
      pointed = false;
      if (event.key === 'Enter') this.#confirm(true);
    });
    this.#list.addEventListener('change', () => this.#confirm(pointed));
    byId('counter-round').hidden = false;
    this.#show();
    setInterval(() => this.#show(), 15_000);
    // Another tab of this device said where the bus stands.
    addEventListener('storage', () => this.#show());
  }

  get #now(): { day: string; minute: number } {
    const { day, h, m } = this.maker.local(this.maker.clock.true());
    return { day, minute: Number(h) * 60 + Number(m) };
  }

  get #key(): string {
    return `parvis-stop-${this.page.place.id}`;
  }

  get #word(): Confirmed | undefined {
    try {
      return JSON.parse(localStorage.getItem(this.#key) ?? '') as Confirmed;
    } catch {
      return undefined;
    }
  }

  #confirm(done: boolean): void {
    const { day, minute } = this.#now;
    if (this.#list.value === '') return this.#list.focus();
    localStorage.setItem(this.#key, JSON.stringify(confirm(this.round, Number(this.#list.value), day, minute)));
    this.#show(done);
  }

  #show(done = false): void {
    const { day, minute } = this.#now;
    if (day !== this.#day) this.#fill(day);
    const word = this.#word;
    const known = holds(word, day, minute) && [...this.#list.options].some(({ value }) => value === String(word.stop));
    const stop = known ? word.stop : expected(this.round, day, minute);
    // What one was about to choose is left alone.
    const shown = `${day} ${known} ${stop}`;
    if (shown === this.#shown && !done) return;
    this.#shown = shown;
    this.#list.value = String(stop ?? '');
    this.#button.hidden = known;
    byId('counter-round').classList.toggle('is-confirmed', known);
    byId('round-told').textContent = this.texts.say(known ? 'round-confirmed' : 'round-unconfirmed');
    // Outside its round a bus is a place like another.
    this.hands.stand(known && stop === 0 ? { channel: 'site' } : { channel: 'round', stop: known ? stop : undefined }, done);
  }

  /** The stops of the day in the order of its hours, then the others, then none. */
  #fill(day: string): void {
    this.#day = day;
    const hour = (minute: number) => this.texts.say('time', { h: Math.floor(minute / 60), m: String(minute % 60).padStart(2, '0') });
    const hours = new Map<number, string[]>();
    for (const [from, to, stop] of halts(this.round, day)) hours.set(stop, [...hours.get(stop) ?? [], `${hour(from)} – ${hour(to)}`]);
    const name = (id: number) => this.round.stops.find((stop) => stop.id === id)?.name ?? '';
    this.#list.replaceChildren(
      ...[...hours].map(([stop, spans]) => new Option(`${name(stop)} (${spans.join(', ')})`, String(stop))),
      ...this.round.stops.filter(({ id }) => !hours.has(id)).map(({ id, name }) => new Option(name, String(id))),
      new Option(this.texts.say('round-none'), '0'),
    );
    if (hours.size === 0) this.#list.prepend(new Option(this.texts.say('round-which'), ''));
  }
}
