import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { follow } from '../src/queue/stream.ts';

/** A line as the browser has it, without a browser. */
class Line extends EventTarget {
  static readonly CLOSED = 2;
  static opened: Line[] = [];
  readyState = 1;
  onerror = () => {};

  constructor(readonly address: string) {
    super();
    Line.opened.push(this);
  }

  say(name: string, data = '.'): void {
    if (this.readyState !== Line.CLOSED) this.dispatchEvent(Object.assign(new Event(name), { data }));
  }

  break(readyState = 0): void {
    this.readyState = readyState;
    this.onerror();
  }

  close(): void {
    this.readyState = Line.CLOSED;
  }
}

function start(context: TestContext) {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  Object.assign(globalThis, { EventSource: Line });
  Line.opened = [];
  const told: string[] = [];
  const stop = follow('/live', 'queue', (data) => told.push(data), (gone) => told.push(gone ? 'gone' : 'cut'));
  return { told, stop, wait: (seconds: number) => context.mock.timers.tick(1_000 * seconds), line: () => Line.opened.at(-1)! };
}

test('a line that says nothing for three pulses is opened anew, as often as needed', (context) => {
  const { told, wait, line } = start(context);
  line().say('queue', 'one');
  for (let minute = 0; minute < 4; minute += 1) {
    wait(15);
    line().say('pulse');
  }
  assert.equal(Line.opened.length, 1, 'a quiet hall is no cut');
  const dead = line();
  wait(45);
  assert.deepEqual(told, ['one', 'cut']);
  assert.deepEqual([Line.opened.length, dead.readyState], [2, Line.CLOSED], 'the dead one is given back');
  wait(40);
  assert.equal(Line.opened.length, 3, 'nor does one that never opens');
  line().say('queue', 'two');
  wait(30);
  assert.deepEqual(told, ['one', 'cut', 'cut', 'two']);
});

test('a line that breaks is the browser’s to mend, until it gives up', (context) => {
  const { told, wait, line } = start(context);
  line().break();
  wait(10);
  assert.deepEqual([told, Line.opened.length], [['cut'], 1]);
});

test('where the server refuses, one asks ever more seldom, and a word of it makes that good', (context) => {
  const { wait, line } = start(context);
  const pauses: number[] = [];
  for (let turn = 0; turn < 6; turn += 1) {
    const before = Line.opened.length;
    line().break(Line.CLOSED);
    for (pauses.push(0); Line.opened.length === before; pauses[turn]! += 1) wait(1);
  }
  assert.deepEqual(pauses, [5, 10, 20, 40, 40, 40]);
  line().say('pulse');
  line().break(Line.CLOSED);
  wait(5);
  assert.equal(Line.opened.length, 8);
});

test('what was stopped stays so', (context) => {
  const { told, stop, wait, line } = start(context);
  line().break(Line.CLOSED);
  stop();
  wait(100);
  assert.deepEqual([told, Line.opened.length], [['gone'], 1]);
});
