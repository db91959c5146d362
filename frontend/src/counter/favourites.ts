import type { Favourite } from './data.ts';
import { button, byId, element, icon } from './dom.ts';

/** Puts one button a favourite on the page, in the order of their digits. */
export function favouriteButtons(favourites: readonly Favourite[], choose: (position: number) => void): HTMLButtonElement[] {
  const buttons = favourites.map((favourite) => {
    const digit = favourite.position;
    const words = element('span', {}, element('b', {}, favourite.label), ' ', element('small', {}, favourite.hint));
    const key = element('kbd', { 'aria-hidden': 'true' }, String(digit));
    return button('favourite', () => choose(digit), { 'aria-pressed': 'false' }, icon(`${favourite.icon}-duotone`), words, key);
  });
  const panel = byId('counter-favourites');
  panel.replaceChildren(...buttons);
  panel.hidden = buttons.length === 0;
  return buttons;
}
