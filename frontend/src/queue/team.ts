// The colleagues who are there, and where this agent says to be. Nobody is timed: an hour is shown, never a duration.

import { button, byId, element } from '../counter/dom.ts';
import type { Maker } from '../counter/entries.ts';
import type { Texts } from '../counter/texts.ts';
import type { Present } from './tickets.ts';

export type Spot = Present['state'];

/** What each is called. */
export const SPOTS: Record<Spot, string> = { desk: 'queue-at-desk', break: 'queue-at-break', office: 'queue-at-office' };

/** Where the key leads: to the desk, and from there to a break. */
export const next = (mine: string | undefined): Spot => (mine === 'desk' ? 'break' : 'desk');

export class Team {
  readonly #buttons: [Spot, HTMLButtonElement][];
  readonly #lines = element('ul', { class: 'team-lines' });

  constructor(private readonly maker: Maker, private readonly texts: Texts, say: (spot: Spot) => void) {
    this.#buttons = (Object.keys(SPOTS) as Spot[]).map((spot) => {
      const key = element('kbd', { 'aria-hidden': true }, 'F9');
      return [spot, button('button button-small button-quiet', () => say(spot), {}, texts.say(SPOTS[spot]), ' ', key)];
    });
    const buttons = this.#buttons.map(([, button]) => button);
    byId('counter-queue').append(element('div', { class: 'team' },
      element('h3', { id: 'team-title' }, texts.say('queue-team')),
      element('div', { role: 'group', class: 'team-me', 'aria-label': texts.say('queue-where') }, ...buttons), this.#lines));
  }

  show(mine: string | undefined, others: readonly Present[]): void {
    for (const [spot, button] of this.#buttons) {
      button.setAttribute('aria-pressed', String(spot === mine));
      button.lastElementChild!.toggleAttribute('hidden', spot !== next(mine));
    }
    this.#lines.replaceChildren(...others.map((one) => element('li', {}, one.name, element('small', {}, this.where(one)))));
  }

  /** « Bureau 2 · depuis 9 h 02 ». */
  where({ state, desk, since }: Present): string {
    const hour = this.texts.say('time', this.maker.local(Date.parse(since)));
    return `${desk ?? this.texts.say(SPOTS[state])} · ${this.texts.say('queue-since', { since: hour })}`;
  }
}
