// The little that is needed to make elements: text is always set as text, never as markup.

type Attributes = Record<string, string | number | boolean | undefined>;

export function element<K extends keyof HTMLElementTagNameMap>(
  name: K, attributes: Attributes = {}, ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, held] of Object.entries(attributes)) {
    if (held === true) made.setAttribute(key, '');
    else if (held !== undefined && held !== false) made.setAttribute(key, String(held));
  }
  made.append(...children);
  return made;
}

/** A button of a class, what stands on it, and what it does. */
export function button(look: string, press: () => void, attributes: Attributes, ...face: (Node | string)[]): HTMLButtonElement {
  const made = element('button', { type: 'button', class: look, ...attributes }, ...face);
  made.addEventListener('click', press);
  return made;
}

/** Enter and Escape leave a field; what was typed there is kept, as whenever one leaves it. */
export function leaves(field: HTMLElement, back: () => void): void {
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    event.preventDefault();
    field.blur();
    back();
  });
}

export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found as T;
}

const SVG = 'http://www.w3.org/2000/svg';
/** A drawing that the page carries (ICONS in slices/reception/src/pages/counter.rs). */
export function icon(name: string): SVGElement {
  const drawing = document.createElementNS(SVG, 'svg');
  drawing.setAttribute('class', 'icon');
  drawing.setAttribute('aria-hidden', 'true');
  drawing.setAttribute('focusable', 'false');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `#icon-${name}`);
  drawing.append(use);
  return drawing;
}
