import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Round } from '../src/counter/data.ts';
import { confirm, expected, holds } from '../src/queue/round.ts';

const DAY = '2026-11-24';
const round: Round = {
  stops: [{ id: 1, name: 'Saillans' }, { id: 2, name: 'Crest' }],
  days: [{ day: DAY, halts: [[9 * 60, 12 * 60, 1], [14 * 60, 17 * 60, 2]] }, { day: '2026-11-25', halts: [] }],
};

test('the stop of the hour: here now, else the next, else the last', () => {
  for (const [hour, stop] of [[8, 1], [9, 1], [11.98, 1], [12, 2], [13, 2], [15, 2], [20, 2]] as const) assert.equal(expected(round, DAY, hour * 60), stop, String(hour));
  assert.equal(expected(round, '2026-11-25', 600), undefined);
  assert.equal(expected(round, '2026-12-25', 600), undefined, 'beyond what the page knows');
});

test('a word holds until the round goes elsewhere, and for its day', () => {
  const morning = confirm(round, 1, DAY, 8 * 60);
  assert.ok(holds(morning, DAY, 13 * 60));
  assert.ok(!holds(morning, DAY, 14 * 60), 'the afternoon is asked anew');
  assert.ok(!holds(morning, '2026-11-25', 9 * 60));
  assert.ok(holds(confirm(round, 1, DAY, 14.5 * 60), DAY, 16 * 60), 'a bus that is late is where its agent says');
  assert.ok(holds(confirm(round, 2, DAY, 11.5 * 60), DAY, 16 * 60), 'one that is early is not asked twice');
  assert.ok(!holds(undefined, DAY, 600));
});
