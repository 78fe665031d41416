import { describe, expect, it } from 'vitest';
import { TableRows } from './table-rows.js';

const byOrder = { idOf: (row: object) => String((row as { order: string }).order) };

describe('the rows of a table', () => {
  it('are found by the value of a column, whether they came before or after the first question', () => {
    const rows = new TableRows(byOrder);
    rows.set('1', { order: 'a' });
    rows.set('2', { order: 'b' });
    expect(rows.where('order', 'a')).toEqual([{ order: 'a' }]);
    rows.set('3', { order: 'a' });
    expect(rows.where('order', 'a')).toHaveLength(2);
    expect(rows.where('order', 'nobody')).toEqual([]);
  });

  it('are found as they were set last, and no longer by a value that they lost', () => {
    const rows = new TableRows(byOrder);
    rows.set('1', { order: 'a', state: 'held' });
    expect(rows.where('state', 'held')).toHaveLength(1);
    rows.set('1', { order: 'a', state: 'done' });
    expect(rows.where('state', 'held')).toEqual([]);
    expect(rows.where('state', 'done')).toEqual([{ order: 'a', state: 'done' }]);
    expect(rows.where('order', 'a')).toEqual([{ order: 'a', state: 'done' }]);
  });

  it('are found where they were appended, before and after the first question', () => {
    const rows = new TableRows(byOrder);
    rows.append({ order: 'a' });
    expect(rows.where('order', 'a')).toEqual([{ order: 'a' }]);
    rows.append({ order: 'b' });
    expect(rows.has('b')).toBe(true);
    expect(rows.where('order', 'b')).toHaveLength(1);
    rows.append({ order: 'c' });
    expect(rows.get('c')).toEqual({ order: 'c' });
  });

  it('take as long to be found among ten thousand as among ten', () => {
    const rows = new TableRows(byOrder);
    let looked = 0;
    const counted = (order: string) => ({
      get order() {
        looked += 1;
        return order;
      },
    });
    for (let i = 0; i < 10_000; i += 1) rows.set(`${i}`, counted(`order ${i % 1000}`));
    rows.where('order', 'order 1');
    looked = 0;
    for (let i = 0; i < 1000; i += 1) expect(rows.where('order', `order ${i}`)).toHaveLength(10);
    expect(looked).toBe(0);
  });
});
