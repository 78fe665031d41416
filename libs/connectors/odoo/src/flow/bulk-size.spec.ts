import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BulkSize } from './bulk-size.js';
import { recordsOf } from './call-size.js';

const CONFIRM = 'sale.order.action_confirm';
const LOAD = 'sale.order.load';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Bulks as large as may be, of which each record takes so long. @returns their sizes */
function bulks(size: BulkSize, count: number, millisEach: number, kind = CONFIRM): number[] {
  return Array.from({ length: count }, () => {
    const records = size.most();
    size.succeeded(kind, records, records * millisEach);
    return records;
  });
}

describe('the size of a bulk', () => {
  it('grows by a quarter at a time until a call takes as long as wanted', () => {
    const size = new BulkSize(2_000);
    const sizes = bulks(size, 20, 50); // 40 records are 2 s
    expect(sizes.slice(0, 4)).toEqual([20, 25, 32, 40]);
    expect(Math.min(...sizes.slice(8))).toBeGreaterThanOrEqual(35);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(40);
  });

  it('shrinks to what would have fitted, but never by more than half at once', () => {
    const size = new BulkSize(2_000);
    expect(bulks(size, 5, 1_000)).toEqual([20, 10, 5, 2, 2]);
  });

  it('comes back from one', () => {
    const size = new BulkSize(2_000);
    bulks(size, 10, 5_000);
    expect(size.most()).toBe(1);
    expect(bulks(size, 4, 100)).toEqual([1, 2, 3, 4]);
  });

  it('is halved by a failure, which says nothing where it was of one record', () => {
    const size = new BulkSize(2_000);
    size.failed(CONFIRM, 20);
    expect(size.most()).toBe(10);
    size.failed(CONFIRM, 1);
    expect(size.most()).toBe(10);
  });

  it('is that of the slowest kind of call, for as long as somebody makes it', () => {
    const size = new BulkSize(2_000);
    bulks(size, 4, 1_000);
    bulks(size, 10, 1, LOAD);
    expect(size.most()).toBe(2);
    vi.advanceTimersByTime(50_000);
    bulks(size, 1, 1, LOAD);
    vi.advanceTimersByTime(20_000);
    expect(size.most()).toBeGreaterThan(2);
  });

  it('counts documents: rows of lines belong to the one before', () => {
    const data = [
      ['penstock.ord_1', 'penstock.line_1'],
      ['', 'penstock.line_2'],
      ['penstock.ord_2', 'penstock.line_3'],
    ];
    expect(recordsOf({ method: 'load', args: { fields: ['id', 'order_line/id'], data } })).toBe(2);
    expect(recordsOf({ method: 'create', args: { vals_list: [{}, {}, {}] } })).toBe(3);
    expect(recordsOf({ method: 'action_confirm', args: { ids: [1, 2] } })).toBe(2);
    expect(recordsOf({ method: 'read', args: { ids: [1, 2], fields: [] } })).toBe(1);
  });
});
