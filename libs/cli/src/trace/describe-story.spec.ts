import { describe, expect, it } from 'vitest';
import { describeStory } from './describe-story.js';
import { aStory } from './story.fixture.js';

describe('a story for people', () => {
  it('says what it is, what came of it, and how', () => {
    expect(describeStory(aStory).split('\n')).toEqual([
      'Order #1001: confirmed',
      '',
      '  Id        ord_1',
      '  Channel   shopify:demo-shop/5001, placed 2026-11-20 10:00:00 UTC, 49.80 USD',
      '  Odoo      S00042, sale.order,42, res.company,1, mapping 3',
      '  Customer  cus_1, res.partner,9',
      `  Trace     ${'a'.repeat(32)}`,
      '',
      'Lines',
      '  WHAT      QUANTITY  PRICE  IN ODOO            ID',
      '  TEE       2         24.90  sale.order.line,7  orl_1',
      '  shipping  1         4.99',
      '',
      'Deliveries',
      '  WHAT          IN ODOO                            STATE            ID',
      '  WH/OUT/00005  stock.picking,5                    OUT DONE         shp_1',
      '    2 unit      stock.move,30, stock.move.line,31  loc_1 → outside  prd_1',
      '',
      'Reported',
      '  WHAT    ID     STATE    WHY',
      '  return  ret_1  refused  more than was shipped',
      '',
      'Exceptions',
      '  TIME                     KIND             WHAT                            REMEDY',
      '  2026-11-20 10:00:02.000  RETURN_CONFLICT  The return is [2J not in Odoo.  Book it by hand.',
      '',
      'Tasks',
      '  BEGUN                    TASK                            STATE  TRIES  ASKED FOR BY  LAST FAILURE',
      '  2026-11-20 10:00:00.500  odoo-adapter.create-sale-order  done   2      01a1ff8d',
      '',
      'Asked of Odoo',
      '  TIME                     CALL             ANSWER   MS   RECORDS  TRACE',
      '  2026-11-20 10:00:01.743  sale.order.load  timeout  405',
      '',
      'Said',
      '  TIME                     EVENT             ABOUT          ID',
      '  2026-11-20 10:00:01.900  OdooRecordLinked  sale.order,42  01a1ff8e',
    ]);
  });

  it('leaves out what is not there, and says why an order waits', () => {
    const held = { ...aStory, state: 'held', hold: { kind: 'NOT_MAPPED', why: 'nobody said what “VAT” is in Odoo' } };
    const text = describeStory({
      ...held,
      record: null,
      odooName: null,
      companyId: null,
      mappingVersion: null,
      requests: [],
    });
    expect(text).toContain('Order #1001: held, because nobody said what “VAT” is in Odoo');
    expect(describeStory({ ...aStory, state: 'held', waitsFor: ['TEE', 'MUG'] })).toMatch(
      /^Order #1001: held, waits for a product with SKU TEE, MUG\n/,
    );
    expect(text).toContain('Odoo      (not there)');
    expect(text).not.toContain('Asked of Odoo');
  });
});
