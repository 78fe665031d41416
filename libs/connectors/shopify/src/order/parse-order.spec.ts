import { OrderCreated } from '@penstock/contracts';
import { type Decimal, decimalText, isoOf, moneyText, uuid7 } from '@penstock/domain';
import { describe, expect, it } from 'vitest';
import { type OrderContent, parseOrder } from './parse-order.js';
import { aLine, aPayload, aTax, json, set } from './sample-order.fixture.js';

const source = { entity: 'main', channel: 'demo-shop' };

function taken(payload: Record<string, unknown>): OrderContent {
  const result = parseOrder(json(payload), source);
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join('\n'));
  return result.order;
}
function reasons(raw: string): string[] {
  const result = parseOrder(raw, source);
  return result.ok ? [] : result.problems.map(({ message }) => message);
}
const plain = (value: Decimal): string => decimalText(value);

describe('an order from Shopify', () => {
  it('is taken with exact amounts, its discounts and taxes on the lines they belong to', () => {
    const order = taken(aPayload());
    const [line] = order.lines;
    expect(line).toMatchObject({ listingRef: '31', sku: 'MUG-ENAMEL', title: 'Enamel mug', giftCard: false });
    expect(plain(line!.quantity.amount)).toBe('2');
    expect(line!.discounts.map(({ code, amount }) => [code, moneyText(amount.shop)])).toEqual([['TEN', '2.9 USD']]);
    expect(line!.taxes.map(({ rate, amount }) => [plain(rate), moneyText(amount.shop)])).toEqual([
      ['0.19', '4.96 USD'],
    ]);
    expect(moneyText(line!.total.shop)).toBe('26.1 USD');
    expect(moneyText(order.totals.grandTotal.shop)).toBe('37.01 USD');
    expect(order.tenders.map(({ kind }) => kind)).toEqual(['CARD', 'GIFT_CARD']);
    expect(order.tags).toEqual(['vip', 'gift']);
  });

  it('keeps the instant and the offset of the shop, whose day it was', () => {
    const result = parseOrder(json(aPayload()), source);
    expect(result.ok && [isoOf(result.occurredAt), result.occurredZone]).toEqual([
      '2026-11-21T04:30:00.000000Z',
      '-05:00',
    ]);
  });

  it('fits into its event, to the last digit', () => {
    const order = taken(aPayload());
    const meta = {
      eventId: uuid7(),
      occurredAt: order.placedAt,
      occurredZone: '-05:00',
      source: { system: 'shopify:demo-shop', channel: 'demo-shop' },
      entity: 'main',
      correlationId: uuid7(),
      causationId: null,
      aggregateId: order.orderId,
      sequence: 1,
      mode: 'live' as const,
    };
    expect(OrderCreated.decode(OrderCreated.encode({ meta, ...order }))).toMatchObject({
      orderId: order.orderId,
      totals: order.totals,
    });
  });

  it('has the same ids every time, and others in another channel', () => {
    const again = taken(aPayload({ name: '#other' }));
    expect(again.orderId).toBe(taken(aPayload()).orderId);
    const elsewhere = parseOrder(json(aPayload()), { entity: 'main', channel: 'other-shop' });
    expect(elsewhere.ok && elsewhere.order.orderId).not.toBe(again.orderId);
  });

  it('keeps ids beyond what a float can hold', () => {
    const raw = json(aPayload()).replace('5500000000001', '98765432109876543210');
    const result = parseOrder(raw, source);
    expect(result.ok && result.order.channelOrderId).toBe('98765432109876543210');
  });

  it('puts what names a person into the personal record and nowhere else', () => {
    const { personal, ...rest } = taken(aPayload());
    expect(personal).toMatchObject({
      name: 'Ada Park',
      email: 'ada@example.com',
      shippingAddress: { postalCode: '04101' },
    });
    expect(JSON.stringify(rest)).not.toMatch(/Ada|Harbour|example\.com/);
  });

  it('has a subject of erasure also for a guest', () => {
    const order = taken(aPayload({ customer: null }));
    expect(order.customerId).toBeNull();
    expect(order.personal?.subjectId).toMatch(/^cus_/);
  });

  it('reads plain fields where a payload has no sets, in a shop of one currency', () => {
    const line = aLine({
      price_set: null,
      discount_allocations: [],
      tax_lines: [{ title: 'VAT', rate: 0.19, price: '5.51' }],
    });
    const order = aPayload({
      line_items: [line],
      shipping_lines: [],
      total_discounts_set: null,
      total_tax_set: null,
      total_tax: '5.51',
      total_price_set: null,
      total_price: '34.51',
    });
    expect(moneyText(taken(order).totals.grandTotal.presentment)).toBe('34.51 USD');
  });

  it("does not guess the customer's amount from the shop's", () => {
    const order = aPayload({ presentment_currency: 'EUR', total_price_set: null, total_price: '36.97' });
    expect(reasons(json(order))).toContain(
      '/total_price_set is missing (the plain /total_price does not say it in EUR)',
    );
  });

  it('adds up where prices contain tax', () => {
    const order = aPayload({ taxes_included: true, total_price_set: set('31.10') });
    expect(taken(order).lines[0]!.taxes[0]!.included).toBe(true);
  });

  it('counts duties, and a tip once, though Shopify lists it as a line and as a total', () => {
    const tip = aLine({ id: 22, variant_id: null, sku: null, quantity: 1, price_set: set('3.00'), discount_allocations: [], tax_lines: [], tip_payment_gateway: 'shopify_payments' }); // prettier-ignore
    const order = taken(
      aPayload({
        line_items: [aLine(), tip],
        total_tip_received: '3.00',
        original_total_duties_set: set('1.10'),
        total_price_set: set('41.11'),
      }),
    );
    expect(order.lines).toHaveLength(1);
    expect(moneyText(order.totals.tip!.shop)).toBe('3 USD');
    expect(moneyText(order.totals.duties!.shop)).toBe('1.1 USD');
  });

  it('is refused with the figures when it does not add up by a cent', () => {
    expect(reasons(json(aPayload({ total_price_set: set('37.02') })))).toEqual([
      'total_price is 37.02 USD, but lines 29, discounts -2.9, shipping 5, tax 5.91 add up to 37.01 USD',
    ]);
  });

  it('is refused when its tax lines are not its tax, or its discounts not its allocations', () => {
    const order = aPayload({
      total_tax_set: set('5.90'),
      total_discounts_set: set('3.00'),
      total_price_set: set('37.00'),
    });
    expect(reasons(json(order))).toEqual([
      'total_tax is 5.9 USD, but the tax lines add up to 5.91 USD',
      'total_discounts is 3 USD, but the discounts allocated to lines and shipping add up to 2.9 USD',
    ]);
  });

  it('takes the rounding of a conversion as rounding, and no more than that', () => {
    const currencies = ['USD', 'EUR'];
    const line = (shop: string) =>
      aLine({
        quantity: 3,
        price_set: set('11.07', '10.00', currencies),
        discount_allocations: [],
        tax_lines: [aTax('6.31', '5.70', currencies)],
        ...(shop && {}),
      });
    const order = (total: string) =>
      aPayload({
        presentment_currency: 'EUR',
        line_items: [line(total)],
        shipping_lines: [],
        total_discounts_set: set('0.00', '0.00', currencies),
        total_tax_set: set('6.31', '5.70', currencies),
        total_price_set: set(total, '35.70', currencies),
      });
    const { totals } = taken(order('39.51'));
    expect(moneyText(totals.rounding!.shop)).toBe('-0.01 USD');
    expect(reasons(json(order('39.40')))[0]).toMatch(/^total_price is 39.4 USD, but .* add up to 39.52 USD$/);
  });

  it('is refused naming every missing or wrong field', () => {
    const { line_items: _, ...without } = aPayload({ created_at: '2026-11-20 23:30', currency: 'usd' });
    expect(reasons(json(without))).toEqual([
      '/created_at is "2026-11-20 23:30": an ISO 8601 time with an offset is wanted',
      '/currency is "usd": an ISO 4217 currency code is wanted',
      '/line_items is missing',
    ]);
    expect(reasons(json(aPayload({ line_items: [] })))).toEqual([
      '/line_items is empty: an order has at least one line',
    ]);
    expect(reasons(json(aPayload({ line_items: [aLine({ price: undefined, price_set: undefined })] })))).toEqual([
      '/line_items/0/price_set is missing',
    ]);
    expect(reasons(json(aPayload({ line_items: [aLine({ quantity: 1.5 })] })))).toEqual([
      '/line_items/0/quantity is 1.5: a whole number is wanted',
    ]);
    expect(reasons(json(aPayload({ line_items: [aLine({ quantity: -1 })] })))).toEqual([
      '/line_items/0/quantity is negative',
    ]);
  });

  it('is refused when an amount has more places than an event keeps', () => {
    const order = aPayload({ total_price_set: set('37.0100000001') });
    expect(reasons(json(order))[0]).toMatch(/^\/total_price_set\/shop_money\/amount is "37.0100000001"/);
  });

  it('is refused when it is no JSON or no order', () => {
    expect(reasons('{"id": 1')[0]).toMatch(/^the document is not JSON: /);
    expect(reasons('[]')).toEqual(['the document expected object, received array']);
    expect(reasons('{}')).toContain('/id is missing: an id is wanted');
  });

  it('is refused when an amount is in a third currency', () => {
    const order = aPayload({ total_tax_set: set('5.91', '5.91', ['USD', 'EUR']) });
    expect(reasons(json(order))).toEqual([
      "/total_tax_set/presentment_money/currency_code is EUR, but the order's is USD",
    ]);
  });
});
