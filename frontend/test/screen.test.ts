import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fresh } from '../src/screen/calls.ts';

const call = (number: number, minute = number) => ({ number, desk: `Bureau ${number}`, since: `2026-11-24T09:0${minute}:00Z` });
const numbers = (before: number[], now: number[]) => fresh(before.map((number) => call(number)), now.map((number) => call(number))).map(({ number }) => number);

test('each call is heard once, also those of two desks at once', () => {
  assert.deepEqual(numbers([], [1]), [1]);
  assert.deepEqual(numbers([1], [3, 2, 1]), [2, 3]);
  assert.deepEqual(numbers([2, 1], [2, 1]), []);
});

test('when the last who was called sits down, the one before is not called again', () => {
  assert.deepEqual(numbers([2, 1], [1]), []);
});

test('a number called once more is heard once more', () => {
  assert.deepEqual(fresh([call(1, 1)], [call(1, 5)]), [call(1, 5)]);
});
