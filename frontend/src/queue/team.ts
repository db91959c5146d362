// The colleagues who are there, and where this agent says to be. Nobody is timed: an hour is shown, never a duration.

import { byId, element } from '../counter/dom.ts';
import type { Maker } from '../counter/entries.ts';
import type { Texts } from '../counter/texts.ts';
import type { Present } from './tickets.ts';

export type Spot = Present['state'];

/** What each is called. */
export const SPOTS: Record<Spot, string> = { desk: 'queue-at-desk', break: 'queue-at-break', office: 'queue-at-office' };

/** Where the key leads: to the desk, and from there to a break. */
export const next = (mine: string | undefined): Spot => (mine === 'desk' ? 'break' : 'desk');

export class Team {
  readonly #buttons = [...document.querySelectorAll<HTMLButtonElement>('[data-spot]')];

  constructor(private readonly maker: Maker, private readonly texts: Texts, say: (spot: Spot) => void) {
    for (const button of this.#buttons) button.addEventListener('click', () => say(button.dataset['spot'] as Spot));
    byId('counter-team').hidden = false;
  }

  show(mine: string | undefined, others: readonly Present[]): void {
    for (const button of this.#buttons) {
      const { spot } = button.dataset;
      button.setAttribute('aria-pressed', String(spot === mine));
      button.lastElementChild!.toggleAttribute('hidden', spot !== next(mine));
    }
    byId('team-lines').replaceChildren(...others.map((one) => element('li', {}, one.name, element('small', {}, this.where(one)))));
  }

  /** « Bureau 2 · depuis 9 h 02 ». */
  where({ state, desk, since }: Present): string {
    const hour = this.texts.say('time', this.maker.local(Date.parse(since)));
    return `${desk ?? this.texts.say(SPOTS[state])} · ${this.texts.say('queue-since', { since: hour })}`;
  }
}
