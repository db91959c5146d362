import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextStep, received, waiting, type Ticket } from '../src/queue/tickets.ts';

const ME = 7;

function ticket(number: number, given: Partial<Ticket> = {}): Ticket {
  const arrived = new Date(Date.UTC(2026, 10, 24, 9, number)).toISOString();
  return { visit: String(number), number, priority: false, stage: 'waiting', arrived, since: arrived, ...given };
}

const numbers = (tickets: Ticket[]) => tickets.map(({ number }) => number);

test('what waits for me comes first, then priority, then arrival; what waits for a colleague last', () => {
  const tickets = [ticket(1, { agent: { id: 8, name: 'Karim' } }), ticket(2), ticket(3, { priority: true }), ticket(4, { agent: { id: ME, name: 'Samira' } }), ticket(5)];
  assert.deepEqual(numbers(waiting(tickets, ME)), [4, 3, 2, 5, 1]);
});

test('mine are shown before my colleagues’, and those who wait are not among them', () => {
  const at = (number: number, id: number, stage: Ticket['stage']) => ticket(number, { stage, agent: { id, name: '' } });
  const tickets = [at(1, 8, 'served'), at(2, ME, 'held'), at(3, ME, 'called'), ticket(4)];
  assert.deepEqual(numbers(received(tickets, ME)), [2, 3, 1]);
  assert.equal(nextStep(tickets, ME)?.number, 3);
  assert.equal(nextStep(tickets, 8), undefined);
});
