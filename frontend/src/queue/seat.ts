// Where this agent receives. An enrolled counter bears the name of its desk; on another computer the agent says it once, and this browser
// remembers it.

import type { PageData } from '../counter/data.ts';
import { byId } from '../counter/dom.ts';
import type { Present } from './tickets.ts';

export interface Seat {
  /** What the screen shows of it. */
  name(): string;
  /** Warns while a colleague receives at a desk of that name. */
  show(others: readonly Present[]): void;
}

/** `moved` when the agent says another name. */
export function seat({ desk, place }: PageData, moved: () => void): Seat {
  if (desk) return { name: () => desk, show() {} };
  const field = byId<HTMLInputElement>('queue-seat');
  const key = `desk-${place.id}`;
  field.value = localStorage.getItem(key) ?? field.value;
  field.addEventListener('change', () => {
    localStorage.setItem(key, field.value = field.value.trim() || field.defaultValue);
    moved();
  });
  return {
    name: () => field.value,
    show(others) { byId('queue-seat-shared').hidden = others.every((one) => one.desk !== field.value); },
  };
}
