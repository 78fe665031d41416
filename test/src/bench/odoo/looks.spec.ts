import { expect, it } from 'vitest';
import { looksIn } from './looks.js';

const call = (begunAt: number, endedAt: number, rows = 0) => ({ name: 'x', begunAt, endedAt, rows, bytes: 0 });

it('calls belong to one look until nothing was asked for a while, however they overlap', () => {
  const calls = [call(2_000, 2_030, 7), call(0, 500, 1), call(100, 200, 2), call(700, 710), call(2_100, 2_120)];
  expect(looksIn(calls, 1_000)).toMatchObject([
    { calls: 3, millis: 610, rows: 3 },
    { calls: 2, millis: 50, rows: 7 },
  ]);
});
