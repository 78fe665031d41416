import { describe, expect, it } from 'vitest';
import { percentile, spreadOf } from './spread.js';

describe('several measures of one thing', () => {
  it('are told by their middle and their ends, in whatever order they came', () => {
    expect(spreadOf([30, 10, 20])).toEqual({ median: 20, min: 10, max: 30 });
    expect(spreadOf([10, 20])).toEqual({ median: 15, min: 10, max: 20 });
    expect(spreadOf([7])).toEqual({ median: 7, min: 7, max: 7 });
  });

  it('have percentiles that are among them', () => {
    const hundred = Array.from({ length: 100 }, (_, at) => at + 1);
    expect(percentile(hundred, 0.99)).toBe(99);
    expect(percentile(hundred, 1)).toBe(100);
    expect(percentile([5, 1], 0.99)).toBe(5);
  });

  it('are none when nothing was measured', () => {
    expect(() => percentile([], 0.5)).toThrow('nothing was measured');
  });
});
