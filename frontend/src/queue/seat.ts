// Where this agent receives. An enrolled counter bears the name of its desk; on another computer the agent says it once, and this browser
// remembers it.

import type { PageData } from '../counter/data.ts';
import { byId, leaves } from '../counter/dom.ts';
import { fold } from '../search/fold.ts';
import type { Present } from './tickets.ts';

export interface Seat {
  /** What the screen shows of it. */
  name(): string;
  /** Warns while a colleague receives at a desk of that name, however it is written. */
  show(others: readonly Present[]): void;
}

/** `moved` when the agent says another name; `back` to the counter's field. */
export function seat({ desk, place }: PageData, moved: (name: string) => void, back: () => void): Seat {
  if (desk) return { name: () => desk, show() {} };
  const field = byId<HTMLInputElement>('queue-seat');
  const key = `desk-${place.id}`;
  field.value = localStorage.getItem(key) ?? field.value;
  field.addEventListener('change', () => {
    localStorage.setItem(key, field.value = field.value.trim() || field.defaultValue);
    moved(field.value);
  });
  leaves(field, back);
  return {
    name: () => field.value,
    show(others) { byId('queue-seat-shared').hidden = others.every((one) => fold(one.desk ?? '') !== fold(field.value)); },
  };
}
