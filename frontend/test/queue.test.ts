import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Entry, Kind } from '../src/counter/entries.ts';
import { Pending } from '../src/queue/pending.ts';
import { mine, received, waiting, type Ticket } from '../src/queue/tickets.ts';

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
  assert.equal(mine(tickets, ME, 'called')?.number, 3);
  assert.equal(mine(tickets, 8, 'called'), undefined);
});

let made = 0;
function entry(kind: Kind, body: Record<string, unknown>, note?: string): Entry {
  const whole: Entry = { id: `e${(made += 1)}`, v: 1, place: 12, kind, at: '2026-11-24T10:30:00+01:00', clock: { offset_ms: 60_000, zone: 'Europe/Paris' }, agent: ME, body };
  return note === undefined ? whole : { ...whole, note };
}

const name = (id: number) => ({ [ME]: 'Samira', 8: 'Karim' })[id] ?? '';
const at = (number: number, stage: Ticket['stage']) => ticket(number, { stage, agent: { id: ME, name: 'Samira' } });

test('what was done without a network is laid over the last word of the server', () => {
  const pending = new Pending();
  pending.add([
    entry('visit.closed', { visit: '1' }), entry('visit.held', { visit: '2' }), entry('visit.handed', { visit: '3', to: 8 }, 'Un mot.'), entry('visit.returned', { visit: '4' }),
    entry('visit.handed', { visit: '5' }), entry('visit.served', { visit: '5' }), entry('withdrawn', { target: '6' }),
  ]);
  const over = pending.over([1, 2, 3, 4, 5, 6, 7].map((number) => at(number, 'served')), name);
  assert.deepEqual(over.map(({ number, stage, agent }) => [number, stage, agent?.name]), [
    [2, 'held', 'Samira'], [3, 'waiting', 'Karim'], [4, 'waiting', undefined], [5, 'served', 'Samira'], [7, 'served', 'Samira'],
  ]);
  assert.deepEqual(over[1]!.handed, { by: { id: ME, name: 'Samira' }, word: 'Un mot.' });
  assert.equal(over[1]!.since, '2026-11-24T09:31:00.000Z', 'by the server’s clock');
});

test('who arrives without a network waits at the end, without a number, and is served like anybody', () => {
  const pending = new Pending();
  const arrival = entry('visit.opened', { channel: 'site', stop: 3, queue: {} });
  const stages = (told: Ticket[]) => pending.over(told, name).map(({ number, stage }) => [number, stage]);
  pending.add([arrival, entry('visit.opened', { channel: 'site' })]);
  assert.deepEqual(stages([ticket(1)]), [[1, 'waiting'], [undefined, 'waiting']], 'whoever did not join the queue does not wait');
  assert.equal(waiting(pending.over([ticket(1)], name), ME)[1]!.arrived, '2026-11-24T09:31:00.000Z');
  assert.equal(pending.over([], name)[0]!.stop, 3, 'where the bus stood');
  pending.add([entry('visit.served', { visit: arrival.id })]);
  assert.deepEqual(stages([]), [[undefined, 'served']]);
  assert.deepEqual(stages([ticket(4, { visit: arrival.id })]), [[4, 'served']], 'the server gave a number');
  pending.add([entry('visit.closed', { visit: arrival.id })]);
  assert.deepEqual(stages([]), []);
});

test('what the server took is told by it, what it refused counts for nothing, and what is over stays so', () => {
  const pending = new Pending();
  const held = entry('visit.held', { visit: '1' });
  const closed = entry('visit.closed', { visit: '2' });
  const refused = entry('visit.handed', { visit: '3', to: 8 });
  const stages = () => pending.over([at(1, 'served'), at(2, 'served'), at(3, 'served')], name).map(({ number, stage }) => `${number} ${stage}`);
  pending.add([held, closed, refused]);
  assert.deepEqual(stages(), ['1 held', '3 waiting']);
  pending.told();
  assert.deepEqual(stages(), ['1 held', '3 waiting'], 'it told of what it did not know');
  pending.answered(held.id, true);
  pending.answered(closed.id, true);
  pending.answered(refused.id, false);
  assert.deepEqual(stages(), ['1 held', '3 served']);
  pending.told();
  assert.deepEqual(stages(), ['1 served', '3 served'], 'one that was ended does not come back');
  pending.add([held]);
  assert.deepEqual(stages(), ['1 served', '3 served'], 'nor does what was answered for');
});

test('the last word on where one is holds until the server tells it', () => {
  const pending = new Pending();
  const [desk, pause] = [entry('agent.present', { state: 'desk' }), entry('agent.present', { state: 'break' })];
  pending.add([desk, pause]);
  assert.equal(pending.spot(ME), 'break');
  assert.equal(pending.spot(8), undefined);
  pending.answered(pause.id, true);
  pending.answered(desk.id, true);
  pending.told();
  assert.equal(pending.spot(ME), undefined);
});

test('what the device kept and keeps no more was answered, though nobody was there to hear it', () => {
  const pending = new Pending();
  const handed = entry('visit.handed', { visit: '1' });
  assert.equal(pending.found([handed]), false);
  assert.equal(pending.found([handed]), false, 'told again');
  assert.equal(pending.found([]), true);
  pending.told();
  const told = ticket(1, { handed: { by: { id: ME, name: 'Samira' }, word: 'Un mot.' } });
  assert.deepEqual(pending.over([told], name), [told], 'the server’s word holds, with what was said');
  pending.add([entry('visit.served', { visit: '1' })]);
  assert.equal(pending.found([]), false, 'what is made here need not be on the disk yet');
  assert.equal(pending.over([told], name)[0]!.stage, 'served');
});
