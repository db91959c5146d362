// What an agent sees of the queue, from the tickets the server tells.

export interface Ticket {
  visit: string;
  number: number;
  family?: { code: string; label: string };
  language?: string;
  priority: boolean;
  stage: 'waiting' | 'called' | 'served' | 'held' | 'left';
  /** RFC 3339. */
  arrived: string;
  since: string;
  desk?: string;
  agent?: { id: number; name: string } | undefined;
}

/** Those who wait, in the order in which this agent would call them: what waits for them first, then priority, then arrival. */
export function waiting(tickets: readonly Ticket[], me: number): Ticket[] {
  const rank = (ticket: Ticket) => (ticket.agent?.id === me ? 0 : ticket.agent ? 2 : 1);
  return tickets.filter(({ stage }) => stage === 'waiting').sort((one, other) =>
    rank(one) - rank(other) || Number(other.priority) - Number(one.priority)
    || Date.parse(one.arrived) - Date.parse(other.arrived) || one.number - other.number);
}

/** Those who are called, received or on hold: this agent's first. */
export function received(tickets: readonly Ticket[], me: number): Ticket[] {
  const away = (ticket: Ticket) => Number(ticket.agent?.id !== me);
  return tickets.filter(({ stage }) => stage === 'called' || stage === 'served' || stage === 'held')
    .sort((one, other) => away(one) - away(other) || one.number - other.number);
}

/** Whom the agent called and who now comes to the desk. */
export function nextStep(tickets: readonly Ticket[], me: number): Ticket | undefined {
  return received(tickets, me).find(({ stage, agent }) => stage === 'called' && agent?.id === me);
}
