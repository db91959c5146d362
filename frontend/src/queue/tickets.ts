// What an agent sees of the queue, from the tickets the server tells.

export interface Person {
  id: number;
  name: string;
}

export interface Ticket {
  visit: string;
  /** None before the server gave one: they arrived while it was away. */
  number?: number | undefined;
  family?: { code: string; label: string };
  language?: string;
  /** The stop of the round at which they arrived. */
  stop?: number | undefined;
  priority: boolean;
  stage: 'waiting' | 'called' | 'served' | 'held' | 'left';
  /** RFC 3339. */
  arrived: string;
  since: string;
  desk?: string;
  /** Who receives; of a ticket that waits, for whom. */
  agent?: Person | undefined;
  /** Who handed it over, with a word. */
  handed?: { by?: Person; word?: string | undefined } | undefined;
}

/** A colleague who is there. */
export interface Present extends Person {
  state: 'desk' | 'break' | 'office';
  desk?: string;
  since: string;
}

/** Whoever has no number yet came last. */
function rising({ number: one = Infinity }: Ticket, { number: other = Infinity }: Ticket): number {
  return one === other ? 0 : one - other;
}

/** Those who wait, in the order in which this agent would call them: what waits for them first, then priority, then arrival. */
export function waiting(tickets: readonly Ticket[], me: number): Ticket[] {
  const rank = (ticket: Ticket) => (ticket.agent?.id === me ? 0 : ticket.agent ? 2 : 1);
  return tickets.filter(({ stage }) => stage === 'waiting').sort((one, other) =>
    rank(one) - rank(other) || Number(other.priority) - Number(one.priority)
    || Date.parse(one.arrived) - Date.parse(other.arrived) || rising(one, other));
}

/** Those who are called, received or on hold: this agent's first. */
export function received(tickets: readonly Ticket[], me: number): Ticket[] {
  const away = (ticket: Ticket) => Number(ticket.agent?.id !== me);
  return tickets.filter(({ stage }) => stage === 'called' || stage === 'served' || stage === 'held')
    .sort((one, other) => away(one) - away(other) || rising(one, other));
}

/** Whom the agent has at this stage. */
export function mine(tickets: readonly Ticket[], me: number, stage: Ticket['stage']): Ticket | undefined {
  return received(tickets, me).find((ticket) => ticket.stage === stage && ticket.agent?.id === me);
}
