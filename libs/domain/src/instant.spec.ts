import { describe, expect, it } from 'vitest';
import { instant, instantOfMillis, isoOf, millisOf, offsetOf } from './instant.js';

describe('an instant', () => {
  it.each([
    ['2026-11-21T09:08:00Z', '2026-11-21T09:08:00.000000Z'],
    ['2026-11-21T04:08:00.123456789-05:00', '2026-11-21T09:08:00.123456Z'],
    ['2026-03-29T02:30:00.5+0200', '2026-03-29T00:30:00.500000Z'],
    ['1969-12-31T23:59:59.999999Z', '1969-12-31T23:59:59.999999Z'],
    ['2026-11-21 09:08:00Z', '2026-11-21T09:08:00.000000Z'],
  ])('%s is %s', (text, utc) => expect(isoOf(instant(text))).toBe(utc));

  it.each(['2026-11-21T09:08:00', '2026-11-21', 'yesterday', '2026-13-41T00:00:00Z'])('is not read from %j', (text) => {
    expect(() => instant(text)).toThrow('is not an ISO 8601 time with an offset');
  });

  it('sorts as its text does', () => {
    const times = ['2026-11-21T09:08:00.2Z', '2026-11-21T09:08:00.10Z', '2008-01-10T11:00:00-05:00'].map(instant);
    expect(times.toSorted((a, b) => a - b).map(isoOf)).toEqual(times.map(isoOf).toSorted());
  });

  it('is written the same whatever was written before it', () => {
    const times = ['2026-11-21T09:08:00.5Z', '2026-11-21T09:08:00Z', '1969-12-31T23:59:59.25Z', '2026-11-21T09:08:01Z'];
    const texts = times.map((time) => isoOf(instant(time)));
    expect(times.toReversed().map((time) => isoOf(instant(time)))).toEqual(texts.toReversed());
    expect(texts).toEqual(
      times.map((time) =>
        time.replace(/(\.\d+)?Z$/, (_, part: string | undefined) => `${(part ?? '.').padEnd(7, '0')}Z`),
      ),
    );
  });

  it('goes to milliseconds and back', () =>
    expect(millisOf(instantOfMillis(1_700_000_000_123))).toBe(1_700_000_000_123));

  it('forgets the offset, which is asked for by itself', () => {
    expect(['2026-11-21T04:08:00-05:00', '2026-11-21T09:08:00Z', 'noon'].map(offsetOf)).toEqual(['-05:00', 'Z', null]);
  });
});
