// What was done to tickets here and the server has not told yet. It is laid over the server's word, so that what was ended without a
// network does not stay, and a page loaded anew does not take up somebody who has left.

import type { Entry } from '../counter/entries.ts';
import type { Ticket } from './tickets.ts';

const ENDS = ['visit.closed', 'visit.left', 'withdrawn'];

/** When it happened, by the server's clock. */
function instant({ at, clock }: Entry): string {
  return new Date(Date.parse(at) + clock.offset_ms).toISOString();
}

/** Answers what a ticket becomes; nothing when it is over. */
function after(ticket: Ticket, entry: Entry, name: (id: number) => string): Ticket | undefined {
  const { kind, agent, body, note } = entry;
  if (ENDS.includes(kind)) return undefined;
  const since = instant(entry);
  const person = (id: number) => ({ id, name: name(id) });
  switch (kind) {
    case 'visit.served':
    case 'visit.resumed': return { ...ticket, since, stage: 'served', agent: person(agent) };
    case 'visit.held': return { ...ticket, since, stage: 'held' };
    case 'visit.returned': return { ...ticket, since, stage: 'waiting', agent: undefined, handed: undefined };
    case 'visit.handed': {
      const to = body['to'] as number | undefined;
      return { ...ticket, since, stage: 'waiting', agent: to === undefined ? undefined : person(to), handed: { by: person(agent), word: note } };
    }
    default: return ticket;
  }
}

export class Pending {
  readonly #entries = new Map<string, Entry>();
  readonly #answered = new Set<string>();
  #kept = new Set<string>();

  /**
   * All that this device keeps. What it kept and keeps no more was answered, even if that was before anybody listened. Tells whether there
   * is such a one.
   */
  found(entries: readonly Entry[]): boolean {
    this.add(entries);
    const kept = new Set(entries.map(({ id }) => id));
    const gone = [...this.#kept].filter((id) => !kept.has(id) && !this.#answered.has(id));
    for (const id of gone) this.#answered.add(id);
    this.#kept = kept;
    return gone.length > 0;
  }

  /** Made here. */
  add(entries: readonly Entry[]): void {
    for (const entry of entries) if (!this.#answered.has(entry.id) && !this.#entries.has(entry.id)) this.#entries.set(entry.id, entry);
  }

  /** The server has taken it, and will tell; or it has not, and it counts for nothing. */
  answered(id: string, taken: boolean): void {
    this.#answered.add(id);
    if (!taken) this.#entries.delete(id);
  }

  /** The server has told how things stand: what it had taken is part of it. What is over stays so, whatever was on its way. */
  told(): void {
    for (const { id, kind } of this.#entries.values()) if (this.#answered.has(id) && !ENDS.includes(kind)) this.#entries.delete(id);
  }

  /** Who arrived here and the server has not told, without a number yet. */
  #arrived(told: readonly Ticket[]): Ticket[] {
    const opened = [...this.#entries.values()].filter(({ id, kind, body }) => kind === 'visit.opened' && body['queue'] && told.every(({ visit }) => visit !== id));
    return opened.map((entry) => ({ visit: entry.id, stop: entry.body['stop'] as number | undefined, priority: false, stage: 'waiting', arrived: instant(entry), since: instant(entry) }));
  }

  over(told: readonly Ticket[], name: (id: number) => string): Ticket[] {
    return [...told, ...this.#arrived(told)].flatMap((ticket) => {
      let now: Ticket | undefined = ticket;
      for (const entry of this.#entries.values()) {
        if (now && (entry.body['visit'] ?? entry.body['target']) === ticket.visit) now = after(now, entry, name);
      }
      return now ?? [];
    });
  }

  /** Where this agent said last to be. */
  spot(me: number): string | undefined {
    return [...this.#entries.values()].filter(({ kind, agent }) => kind === 'agent.present' && agent === me).at(-1)?.body['state'] as string | undefined;
  }
}
