import { fieldNamesOf } from '@penstock/connector-odoo';
import { decimal } from '@penstock/domain';
import { describe, expect, it } from 'vitest';
import type { CatalogSku } from '../catalog/odoo-product.js';
import { aLine, anOrder, aShipping, aTax } from '../order.fixture.js';
import { isHold } from './hold.js';
import { aCompany, aMapping } from './mapping.fixture.js';
import { draftOf } from './order-draft.js';
import { resolveOrder } from './resolve-order.js';
import { type AddressedOrder, saleOrderRows } from './sale-order-rows.js';

const cause = {
  entity: 'main',
  source: { system: 's', channel: null },
  correlationId: 'c',
  causationId: null,
  mode: 'live',
} as const;
const vat = [aTax({ title: 'VAT', rate: '0.19', amount: '4.75' })];
const first = anOrder({
  number: '1001',
  lines: [
    { ...aLine({ id: '1', sku: 'A', quantity: '2', price: '12.50' }), taxes: vat },
    aLine({ id: '2', sku: 'B', price: '3' }),
  ],
});
const second = anOrder({
  number: '1002',
  lines: [aLine({ id: '3', sku: 'B', price: '3' })],
  shipping: [aShipping('5')],
});

const clear = (sku: string, odooId: bigint): CatalogSku => ({ sku, odooId, trouble: null, candidates: [] });
const known = new Map([
  ['A', clear('A', 2n)],
  ['B', clear('B', 3n)],
]);

/** Customer 9 is at home, the goods go to 10. */
function addressed(order: typeof first): AddressedOrder {
  const resolved = resolveOrder(draftOf(order, cause), aMapping(), known);
  if (isHold(resolved)) throw new Error(resolved.why);
  return { ...resolved, partnerId: 9, addresses: { invoiceId: 9, shippingId: 10 } };
}

describe('the load of sale.orders', () => {
  const { fields, rows } = saleOrderRows([addressed(first)], fieldNamesOf(18), new Map());

  it('names header and lines by external ids, everything else by database ids, in one call', () => {
    expect(fields).toEqual([
      'id',
      'partner_id/.id',
      'partner_invoice_id/.id',
      'partner_shipping_id/.id',
      'company_id/.id',
      'warehouse_id/.id',
      'pricelist_id/.id',
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
    const [one, other] = first.lines.map(({ lineId }) => `penstock.${first.orderId}_${lineId}`);
    expect(rows).toEqual([
      [
        `penstock.${first.orderId}`, '9', '9', '10', '1', '1', '4', '#1001', 'shopify:demo-shop/1001', '2026-11-20 10:00:00',
        one, '10', '2', 'Item A', '2', '12.5', '0', '19',
      ],
      ['', '', '', '', '', '', '', '', '', '', other, '20', '3', 'Item B', '1', '3', '0', ''],
    ]); // prettier-ignore
  });

  it('uses the names of the server’s version', () => {
    expect(saleOrderRows([addressed(first)], fieldNamesOf(19), new Map()).fields).toContain('order_line/tax_ids/.id');
  });

  it('has a carrier and its product where one of the orders has one, and says of the others that they have none', () => {
    const call = saleOrderRows([addressed(first), addressed(second)], fieldNamesOf(18), new Map());
    const cells = (name: string) => call.rows.map((row) => row[call.fields.indexOf(name)]);
    expect(cells('id')).toEqual([`penstock.${first.orderId}`, '', `penstock.${second.orderId}`, '']);
    expect(cells('carrier_id/.id')).toEqual(['', '', '7', '']);
    expect(cells('order_line/is_delivery')).toEqual(['0', '0', '0', '1']);
    expect(cells('order_line/product_id/.id')).toEqual(['2', '3', '3', '70']);
  });
});

describe('what an order is in Odoo', () => {
  const draft = draftOf(first, cause);
  const none = new Map<string, CatalogSku>();
  const troubled = (trouble: CatalogSku['trouble']) =>
    new Map([...known, ['B', { sku: 'B', odooId: null, trouble, candidates: trouble ? [3, 4] : [] }]]);

  it.each([
    [
      'its channel has no company',
      draft,
      aMapping({ companyOf: () => undefined }),
      known,
      'NOT_MAPPED',
      'channel demo-shop',
    ],
    [
      'one of its taxes is not mapped',
      draft,
      aMapping({}, { taxOf: () => undefined }),
      known,
      'NOT_MAPPED',
      'tax VAT 19% excluded',
    ],
    ['its currency has no pricelist', { ...draft, currency: 'EUR' }, aMapping(), known, 'NOT_MAPPED', 'pricelist EUR'],
    ['products share one of its SKUs', draft, aMapping(), troubled('AMBIGUOUS'), 'AMBIGUOUS_PRODUCT', 'B'],
    ['one of its products is archived', draft, aMapping(), troubled('ARCHIVED'), 'PRODUCT_ARCHIVED', 'B'],
    ['one of its SKUs is gone', draft, aMapping(), troubled(null), 'UNKNOWN_SKU', 'B'],
    ['none of its SKUs is known', draft, aMapping(), none, 'UNKNOWN_SKU', 'A'],
  ])('is nothing as long as %s', (_, order, mapping, skus, kind, thing) => {
    expect(resolveOrder(order, mapping, skus)).toMatchObject({ kind, thing });
  });

  it('needs no pricelist in the currency of the company’s books', () => {
    const mapping = aMapping({}, { pricelistOf: () => undefined });
    expect(resolveOrder(draft, mapping, known)).toMatchObject({ pricelistId: null });
  });

  it('asks for a tax by title, rate and whether prices contain it', () => {
    const asked: unknown[] = [];
    const taxOf = (tax: unknown) => (asked.push(tax), 1);
    resolveOrder(draft, aMapping({}, { taxOf }), known);
    expect(asked).toEqual([{ title: 'VAT', rate: decimal('0.19'), included: false }]);
    expect(aCompany().taxOf({ title: 'VAT', rate: decimal('0.190'), included: false })).toBe(19);
  });
});
