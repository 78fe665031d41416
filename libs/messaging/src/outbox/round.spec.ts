import { describe, expect, it } from 'vitest';
import { withinBytes } from './round.js';

const sizes = (...bytes: number[]) => bytes.map((size, id) => ({ id: String(id), bytes: size }));
const chosen = (rows: ReturnType<typeof sizes>, most: number) => withinBytes(rows, most).map(({ bytes }) => bytes);

describe('the rows of one send', () => {
  it('end before the one that would make them too large, headers and framing counted', () => {
    expect(chosen(sizes(100, 100, 100), 1000)).toEqual([100, 100]);
    expect(chosen(sizes(100, 900, 1), 1000)).toEqual([100]); // a small one behind it must not overtake it
  });

  it('are all when they fit, and at least one', () => {
    expect(chosen(sizes(100, 100), 1000)).toEqual([100, 100]);
    expect(chosen(sizes(5000, 1), 1000)).toEqual([5000]);
    expect(chosen([], 1000)).toEqual([]);
  });
});
