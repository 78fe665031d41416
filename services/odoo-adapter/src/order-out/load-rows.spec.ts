import { fieldNamesOf } from '@penstock/connector-odoo';
import { describe, expect, it } from 'vitest';
import { aLine, anOrder } from '../order.fixture.js';
import { draftOf } from './order-draft.js';
import { partnerRows } from './partner-rows.js';
import { saleOrderRows } from './sale-order-rows.js';

const cause = {
  entity: 'main',
  source: { system: 's', channel: null },
  correlationId: 'c',
  causationId: null,
  mode: 'live',
} as const;
const order = anOrder({
  lines: [aLine({ id: '1', sku: 'A', quantity: '2', price: '12.50' }), aLine({ id: '2', sku: 'B', price: '3' })],
});
const draft = draftOf(order, cause);

describe('the load of a sale.order', () => {
  const targets = { partnerId: 9, pricelistId: null };
  const { fields, rows } = saleOrderRows(draft, fieldNamesOf(18), targets, ({ sku }) => (sku === 'A' ? 2 : 3));

  it('names header and lines by external ids, in one call', () => {
    expect(fields).toEqual([
      'id',
      'partner_id/.id',
      'client_order_ref',
      'origin',
      'date_order',
      'order_line/id',
      'order_line/sequence',
      'order_line/product_id/.id',
      'order_line/name',
      'order_line/product_uom_qty',
      'order_line/price_unit',
      'order_line/discount',
      'order_line/tax_id/.id',
    ]);
    const [first, second] = order.lines.map(({ lineId }) => `penstock.${order.orderId}_${lineId}`);
    expect(rows).toEqual([
      [
        `penstock.${order.orderId}`, '9', '#1001', 'shopify:demo-shop/1001', '2026-11-20 10:00:00',
        first, '10', '2', 'Item A', '2', '12.5', '0', '',
      ],
      ['', '', '', '', '', second, '20', '3', 'Item B', '1', '3', '0', ''],
    ]); // prettier-ignore
  });

  it('uses the names of the server’s version', () => {
    expect(saleOrderRows(draft, fieldNamesOf(19), targets, () => 1).fields).toContain('order_line/tax_ids/.id');
  });
});

describe('the load of a customer', () => {
  const place = { countryId: 233, stateId: null };

  it('takes the address that goods go to', () => {
    const { fields, rows } = partnerRows(draft, order.personal, place);
    const values = Object.fromEntries(fields.map((field, index) => [field, rows[0]?.[index]]));
    expect(values).toMatchObject({
      id: `penstock.${draft.customerId}`,
      name: 'Jane Shop',
      city: 'Fresno',
      'country_id/.id': '233',
      'state_id/.id': '',
    });
  });

  it('has a name even where the channel withholds the person', () => {
    expect(partnerRows(draft, null, place).rows[0]).toContain('Customer of #1001');
  });
});
