import { type ExceptionRaised, OrderCancelled, OrderCreated, PaymentCaptured } from '@penstock/contracts';
import { decimal } from '@penstock/domain';
import { describe, expect, it } from 'vitest';
import { aCancellation, anOrder, aSale } from '../shopify-bodies.fixture.js';
import { type Fact, readFact } from './fact.js';
import { judge } from './judge.js';
import { knownFacts, type KnownOrder, knownOrders, naturalType, ONLY_VERSION } from './tables.js';

function fact(topic: string, body: Buffer): Fact {
  const reading = readFact(topic, body, { entity: 'main', channel: 'demo-shop' });
  if (reading.kind !== 'fact') throw new Error(JSON.stringify(reading));
  return reading.fact;
}
const order = (changed = {}) => fact('orders/create', anOrder(changed));
const sale = (changed = {}) => fact('order_transactions/create', aSale(changed));
const cancellation = () => fact('orders/cancelled', aCancellation());

const RAW_1 = { id: 'raw-1', triggeredAt: null };
const RAW_2 = { id: 'raw-2', triggeredAt: null };
const RAW_3 = { id: 'raw-3', triggeredAt: null };

const unknownOrder = (of: Fact): KnownOrder => knownOrders.initial({ orderId: of.orderId });
const unknownFact = (of: Fact) =>
  knownFacts.initial({ entity: 'main', channel: 'demo-shop', type: naturalType(of), externalId: of.externalId, version: ONLY_VERSION }); // prettier-ignore

/** What is known once `first` was judged as new. */
function after(first: Fact, before = unknownOrder(first)) {
  const judged = judge(first, before, unknownFact(first), RAW_1);
  return { order: judged.order ?? before, fact: judged.fact ?? unknownFact(first) };
}

describe('an order that is new', () => {
  it('is said once, at its own time, and its number and currency are remembered', () => {
    const created = order();
    const judged = judge(created, unknownOrder(created), unknownFact(created), RAW_1);
    expect(judged).toMatchObject({ state: 'done', order: { orderNumber: '#1001', shopCurrency: 'EUR', revision: 1 } });
    expect(judged.events).toMatchObject([
      { type: OrderCreated, content: { orderNumber: '#1001' }, occurredAt: created.occurredAt, occurredZone: '+01:00' },
    ]);
  });

  it('follows a cancellation that overtook it, which is then said right after', () => {
    const early = after(cancellation());
    const created = order();
    const { events } = judge(created, early.order, unknownFact(created), RAW_2);
    expect(events.map(({ type }) => type)).toEqual([OrderCreated, OrderCancelled]);
  });
});

describe('an order that is known', () => {
  const known = after(order());

  it('is a repetition when it says the same, whatever its bytes, its labels or the customer it withholds', () => {
    const again = order({ total_price: '23.800', tags: 'vip', customer: null });
    expect(judge(again, known.order, known.fact, RAW_2)).toEqual({
      state: 'repeated',
      reason: 'known from the raw input raw-1',
      events: [],
    });
  });

  it('is a conflict when its business content differs, and the exception names the fields and no content', () => {
    const other = order({ name: '#1002', currency: 'USD', presentment_currency: 'USD' });
    const { state, reason, events, ...changes } = judge(other, known.order, known.fact, RAW_2);
    expect(state).toBe('rejected');
    expect(reason).toContain('orderNumber');
    expect(changes).toEqual({});
    expect(events).toMatchObject([{ content: { kind: 'ORDER_CONFLICT', subject: other.orderId } }]);
    const [content] = events.map((event) => event.content as ExceptionRaised);
    expect(content?.facts['fields']?.split(', ')).toEqual(
      expect.arrayContaining(['lines', 'orderNumber', 'presentmentCurrency', 'shopCurrency', 'totals']),
    );
  });

  it('is cancelled once', () => {
    const cancelled = cancellation();
    const first = judge(cancelled, known.order, unknownFact(cancelled), RAW_2);
    expect(first).toMatchObject({ state: 'done', order: { cancelled: true }, events: [{ type: OrderCancelled }] });
    const again = judge(cancelled, first.order ?? known.order, first.fact ?? known.fact, RAW_3);
    expect(again).toMatchObject({ state: 'repeated', events: [] });
  });
});

describe('a payment', () => {
  it('is said before its order came, without the amount in the shop currency, which nobody knows yet', () => {
    const paid = sale();
    const { events } = judge(paid, unknownOrder(paid), unknownFact(paid), RAW_1);
    expect(events).toMatchObject([{ type: PaymentCaptured, content: { providerReference: 'ch_1', shopAmount: null } }]);
  });

  it('after its order has the amount in the shop currency as well, and is still the same payment', () => {
    const paid = sale();
    const { order: known } = after(order());
    const { events } = judge(paid, known, unknownFact(paid), RAW_1);
    expect(events).toMatchObject([{ content: { shopAmount: { amount: decimal('23.8'), currency: 'EUR' } } }]);
    expect(judge(paid, known, after(paid).fact, RAW_2).state).toBe('repeated');
  });

  it('of another amount under the same id is a conflict', () => {
    const { fact: known } = after(sale());
    const other = sale({ amount: '23.81' });
    expect(judge(other, unknownOrder(other), known, RAW_2)).toMatchObject({
      state: 'rejected',
      reason: 'ORDER_CONFLICT: amount',
    });
  });
});
