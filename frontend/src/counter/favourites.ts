import type { Favourite } from './data.ts';
import { byId, element, icon } from './dom.ts';

/** Puts one button a favourite on the page, nine at most: as many as there are digits. */
export function favouriteButtons(favourites: readonly Favourite[], choose: (position: number) => void): HTMLButtonElement[] {
  const buttons = favourites.slice(0, 9).map((favourite, at) => {
    const words = element('span', {}, element('b', {}, favourite.label), ' ', element('small', {}, favourite.hint));
    const key = element('kbd', { 'aria-hidden': 'true' }, String(at + 1));
    const button = element('button', { type: 'button', class: 'favourite', 'aria-pressed': 'false' }, icon(`${favourite.icon}-duotone`), words, key);
    button.addEventListener('click', () => choose(at + 1));
    return button;
  });
  const panel = byId('counter-favourites');
  panel.replaceChildren(...buttons);
  panel.hidden = buttons.length === 0;
  return buttons;
}
