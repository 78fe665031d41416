import { describe, expect, it } from 'vitest';
import { describeStockStory } from './describe-stock-story.js';
import { aCount } from './story.fixture.js';

describe('the story of stock for people', () => {
  it('says what was counted, and what Odoo made of it', () => {
    expect(describeStockStory(aCount).split('\n')).toEqual([
      'Count Inventory 2026-11: applied',
      '',
      '  Id       cnt_1',
      '  Counted  59 unit in loc_1, 2026-11-20 11:00:00.000 UTC',
      '  Product  MUG, product.product,5, prd_1',
      '  Odoo     stock.move,40',
      '',
      'Moves',
      '  WHAT    IN ODOO                            WAY              ID',
      '  1 unit  stock.move,40, stock.move.line,41  loc_1 → outside  prd_1',
      '',
      'Said',
      '  TIME                     EVENT          ABOUT               ID',
      '  2026-11-20 11:00:02.000  StockAdjusted  stock.move.line,41  01a1ff90',
    ]);
  });

  it('says why a count is not in Odoo', () => {
    const count = aCount.count && { ...aCount.count, reference: null, state: 'refused', refusal: 'counted in kg' };
    const text = describeStockStory({ ...aCount, count, record: null, moves: [] });
    expect(text).toMatch(/^Count cnt_1: refused\n/);
    expect(text).toContain('Refused  counted in kg');
    expect(text).toContain('Odoo     (no move)');
    expect(text).not.toContain('Moves');
  });

  it('of what people did in Odoo begins with the move', () => {
    expect(describeStockStory({ ...aCount, count: null })).toMatch(/^Move stock\.move,40: booked in Odoo\n/);
    const unnamed = describeStockStory({ ...aCount, count: null, record: null });
    expect(unnamed).toMatch(/^Move stock\.move\.line,41: booked in Odoo\n[^]*\(not known yet\)/);
  });
});
