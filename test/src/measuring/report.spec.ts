import { describe, expect, it } from 'vitest';
import { report } from './report.js';
import { below, compared, comparedSpreads, noted, under } from './row.js';

describe('a report', () => {
  it('has a heading for each group, and says of each goal whether it held', () => {
    const lines = report([
      ...under('Speed', [
        comparedSpreads(
          'one process',
          { median: 2000, min: 1900, max: 2100 },
          { median: 100, min: 90, max: 120 },
          'events/s',
          { atLeast: 20 },
        ),
        noted('size', 1000.4, 'bytes'),
      ]),
      ...under('Memory', [compared('two million', 150, 100, 'MB', { atMost: 1.1 }), below('p99', 150, 12.345, 'ms')]),
    ]).split('\n');
    expect(lines.map((line) => line.replaceAll(/ +/g, ' ').trim())).toEqual([
      'value unit from – to against from – to ratio goal',
      '',
      'SPEED',
      'one process 2,000 events/s 1,900 – 2,100 100 90.00 – 120 20 ratio ≥ 20 held',
      'size 1,000 bytes',
      '',
      'MEMORY',
      'two million 150 MB 100 1.50 ratio ≤ 1.1 MISSED',
      'p99 12.35 ms < 150 held',
    ]);
  });
});
