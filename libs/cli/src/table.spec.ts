import { describe, expect, it } from 'vitest';
import { ago, plural, shortened, table } from './table.js';

describe('a table', () => {
  it('has columns as wide as their widest cell', () => {
    expect(
      table(
        ['A', 'B'],
        [
          ['long', 'x'],
          ['y', 'z'],
        ],
      ),
    ).toBe('A     B\nlong  x\ny     z');
  });

  it('lets nothing of outside move the cursor', () => {
    expect(table(['A'], [['x\u001b[2Jy\nz']])).toBe('A\nx [2Jy z');
  });

  it('tells age in the largest unit that fits, and numbers with their noun', () => {
    const now = Date.parse('2026-11-21T12:00:00Z');
    expect(
      ['2026-11-21T11:59:52Z', '2026-11-21T11:30:00Z', '2026-11-21T08:00:00Z', '2026-11-11T08:00:00Z'].map((iso) =>
        ago(iso, now),
      ),
    ).toEqual(['8s', '30min', '4h', '10d']);
    expect([plural(1, 'try', 'tries'), plural(2, 'try', 'tries')]).toEqual(['1 try', '2 tries']);
    expect(shortened('abcdef', 4)).toBe('abc…');
  });
});
