import { describe, expect, it } from 'vitest';
import { BusinessDays } from './business-day.js';

describe('the days of a company', () => {
  it.each([
    ['UTC', '2026-11-21T23:59:59Z', '2026-11-21', '2026-11-20'],
    ['Europe/Zurich', '2026-11-21T23:00:00Z', '2026-11-22', '2026-11-21'],
    ['America/Los_Angeles', '2026-11-22T07:59:59Z', '2026-11-21', '2026-11-20'],
    ['America/Los_Angeles', '2026-11-22T08:00:00Z', '2026-11-22', '2026-11-21'],
    // The night in which the clocks go back has 25 hours.
    ['Europe/Zurich', '2026-10-25T22:30:00Z', '2026-10-25', '2026-10-24'],
    ['Europe/Zurich', '2026-10-25T23:00:00Z', '2026-10-26', '2026-10-25'],
    ['UTC', '2027-01-01T00:00:00Z', '2027-01-01', '2026-12-31'],
  ])('in %s begin and end there: %s', (zone, at, today, ended) => {
    const days = new BusinessDays(zone);
    expect([days.dayOf(new Date(at)), days.endedBefore(new Date(at))]).toEqual([today, ended]);
  });

  it('need a zone that exists', () => {
    expect(() => new BusinessDays('Europe/Zurigo')).toThrow(RangeError);
  });
});
