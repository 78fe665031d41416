import { expect, it } from 'vitest';
import { BatchWidth } from './batch-width.js';

it('a call is as wide as may be, half as wide with each refusal, and wide again with time', () => {
  const width = new BatchWidth();
  expect(width.now).toBe(250);
  width.refused();
  expect(width.now).toBe(125);
  for (let n = 0; n < 10; n += 1) width.refused();
  expect(width.now).toBe(8);
  for (let n = 0; n < 10; n += 1) width.taken();
  expect(width.now).toBe(250);
});
