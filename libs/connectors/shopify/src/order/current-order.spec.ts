import { decimalText, moneyText } from '@penstock/domain';
import { describe, expect, it } from 'vitest';
import { parseOrder } from './parse-order.js';
import { aLine, aPayload, aTax, json, set } from './sample-order.fixture.js';
import { lineIdOf } from './source.js';

const source = { entity: 'main', channel: 'demo-shop' };

/** The sample order (two mugs, 37.01) with a second line: three plates at 10.00, tax 1.90 each: 72.71. */
const plates = (change = {}) =>
  aLine({ id: 22, sku: 'PLATE', name: 'Plate', quantity: 3, price: '10.00', price_set: set('10.00'), discount_allocations: [], tax_lines: [aTax('5.70')], ...change }); // prettier-ignore
const anEdited = (change = {}) =>
  aPayload({ line_items: [aLine(), plates()], total_price_set: set('72.71'), total_tax_set: set('11.61'), ...change });

const aRefund = (lineId: number, quantity: number, subtotal: string, tax: string, restock = 'cancel') => ({
  refund_line_items: [{ line_item_id: lineId, quantity, restock_type: restock, subtotal_set: set(subtotal), total_tax_set: set(tax) }],
}); // prettier-ignore

function taken(payload: ReturnType<typeof aPayload>) {
  const parsed = parseOrder(json(payload), source);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('; '));
  const lines = parsed.order.lines.map(({ sku, quantity, discounts, taxes, total }) => [
    sku,
    decimalText(quantity.amount),
    discounts.map(({ amount }) => decimalText(amount.shop.amount)).join(),
    taxes.map(({ amount }) => decimalText(amount.shop.amount)).join(),
    decimalText(total.shop.amount),
  ]);
  const { totals } = parsed.order;
  return { lines, removed: parsed.removedLines, total: moneyText(totals.grandTotal.shop), tax: moneyText(totals.tax.shop), totals }; // prettier-ignore
}
const mugs = ['MUG-ENAMEL', '2', '2.9', '4.96', '26.1'];

describe('an order that was edited', () => {
  it('has lost the line of which nothing is left, by name, and its money', () => {
    const removed = anEdited({
      line_items: [aLine({ current_quantity: 2 }), plates({ current_quantity: 0 })],
      current_total_price_set: set('37.01'),
    });
    expect(taken(removed)).toMatchObject({
      lines: [mugs],
      removed: [lineIdOf(source, '22')],
      total: '37.01 USD',
      tax: '5.91 USD',
    });
  });

  it('that lost units keeps the discount and tax that their refund leaves, to the cent', () => {
    const fewer = anEdited({
      line_items: [aLine({ current_quantity: 1 }), plates({ current_quantity: 3 })],
      refunds: [aRefund(21, 1, '13.04', '2.49')],
      current_total_price_set: set('57.18'),
    });
    const { lines, removed, total, totals } = taken(fewer);
    expect(lines[0]).toEqual(['MUG-ENAMEL', '1', '1.44', '2.47', '13.06']);
    expect(removed).toEqual([]);
    expect(total).toBe('57.18 USD');
    expect(moneyText(totals.discounts.shop)).toBe('1.44 USD');
  });

  it('that lost units without a refund keeps their share of discount and tax', () => {
    const fewer = anEdited({ line_items: [aLine(), plates({ current_quantity: 2 })] });
    expect(taken(fewer)).toMatchObject({ lines: [mugs, ['PLATE', '2', '', '3.8', '20']], total: '60.81 USD' });
  });

  it('keeps what was delivered and came back, or was delivered and refunded: that is no change of the order', () => {
    const lines = [aLine({ current_quantity: 0 }), plates({ current_quantity: 2 })];
    const delivered = [{ status: 'success', line_items: [{ id: 21, quantity: 2 }] }];
    const refunds = [aRefund(21, 2, '26.10', '4.96', 'no_restock'), aRefund(22, 1, '10.00', '1.90', 'return')];
    const back = anEdited({
      line_items: lines,
      fulfillments: delivered,
      refunds,
      current_total_price_set: set('29.75'),
    });
    expect(taken(back)).toMatchObject({
      lines: [mugs, ['PLATE', '3', '', '5.7', '30']],
      removed: [],
      total: '72.71 USD',
    });
  });

  it('keeps a removed unit out that a delivery given up had meant to bring', () => {
    const givenUp = [{ status: 'cancelled', line_items: [{ id: 22, quantity: 3 }] }];
    const fewer = anEdited({ line_items: [aLine(), plates({ current_quantity: 0 })], fulfillments: givenUp });
    expect(taken(fewer).removed).toEqual([lineIdOf(source, '22')]);
  });

  it('is refused with both figures when what is left is not the total the shop states', () => {
    const off = anEdited({
      line_items: [aLine(), plates({ current_quantity: 2 })],
      current_total_price_set: set('60.80'),
    });
    const parsed = parseOrder(json(off), source);
    expect(parsed.ok ? [] : parsed.problems.map(({ message }) => message)).toEqual([
      'current_total_price is 60.8 USD, but the lines that are left, shipping and tax add up to 60.81 USD',
    ]);
  });
});
