import { instant } from '@penstock/domain';
import { describe, expect, it } from 'vitest';
import { aPayout } from '../settlement.fixture.js';
import { isReady, nextCursor } from './next-cursor.js';

const day = (n: number) => instant(`2026-11-${String(n).padStart(2, '0')}T00:00:00Z`);
const paid = (n: number) => aPayout({ createdAt: day(n) });
const pending = (n: number) => aPayout({ createdAt: day(n), status: 'in_transit' });

describe('the cursor of payouts', () => {
  it('goes to a day before the newest, so that a late one is seen', () => {
    expect(nextCursor(null, [paid(12), paid(10)])).toBe(day(11));
  });

  it('stays before a payout that is still on its way to the bank', () => {
    expect(nextCursor(day(1), [paid(12), pending(8), paid(6)])).toBe(day(7));
  });

  it('never goes back, and stays where nothing is new', () => {
    expect(nextCursor(day(20), [paid(12)])).toBe(day(20));
    expect(nextCursor(day(20), [])).toBe(day(20));
    expect(nextCursor(null, [])).toBeNull();
  });

  it('is not held up by a payout that failed', () => {
    const failed = aPayout({ createdAt: day(3), status: 'failed' });
    expect(nextCursor(null, [paid(12), failed])).toBe(day(11));
  });
});

describe('a payout is ready', () => {
  it('when it is paid and its lines are all named', () => {
    expect(isReady(aPayout())).toBe(true);
    expect(isReady(aPayout({ reconciliationStatus: null }))).toBe(true);
    expect(isReady(aPayout({ reconciliationStatus: 'in_progress' }))).toBe(false);
    expect(isReady(aPayout({ status: 'in_transit' }))).toBe(false);
  });
});
