import { describe, expect, it } from 'vitest';
import { compare } from './memory.js';

const sample = (events: number, resident: number, peak: number) => ({ events, resident, peak });

describe('what a process holds, early and late', () => {
  it('is the median around each count, since garbage comes and goes, and the peak until then', () => {
    const samples = [
      ...[sample(0, 50, 50), sample(170, 90, 100), sample(180, 100, 130), sample(190, 130, 130)],
      ...[sample(1700, 100, 150), sample(1800, 105, 150), sample(2000, 150, 160)],
    ];
    const [resident, peak] = compare(samples, 200, 2000);
    expect(resident).toMatchObject({ value: 105, against: 100, goal: 'ratio ≤ 1.1', pass: true });
    expect(peak).toMatchObject({ value: 160, against: 130, goal: null });
  });
});
