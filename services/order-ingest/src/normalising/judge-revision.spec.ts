import { ExceptionRaised, OrderUpdated } from '@penstock/contracts';
import { lineIdOf } from '@penstock/connector-shopify';
import { describe, expect, it } from 'vitest';
import { aCancellation, anOrder } from '../shopify-bodies.fixture.js';
import { type Fact, readFact } from './fact.js';
import { judge } from './judge.js';
import { knownFacts, knownOrders, naturalType, ONLY_VERSION } from './tables.js';

const source = { entity: 'main', channel: 'demo-shop' };
const LATER = '2026-11-21T10:05:00+01:00';
const RAW = { id: 'raw-2', triggeredAt: null };

function fact(topic: string, body: Buffer): Fact {
  const reading = readFact(topic, body, source);
  if (reading.kind !== 'fact') throw new Error(JSON.stringify(reading));
  return reading.fact;
}
const created = fact('orders/create', anOrder());
const updated = (changed = {}) => fact('orders/updated', anOrder({ updated_at: LATER, ...changed }));

const rowOf = (of: Fact) =>
  knownFacts.initial({ entity: 'main', channel: 'demo-shop', type: naturalType(of), externalId: of.externalId, version: ONLY_VERSION }); // prettier-ignore
const absent = knownOrders.initial({ orderId: created.orderId });
const first = judge(created, absent, rowOf(created), { id: 'raw-1', triggeredAt: null });
const known = first.order ?? absent;

const says = (of: Fact, order = known, origin = RAW) => judge(of, order, rowOf(of), origin);

/** The shirts of the fixture, all removed; a hood instead. */
const exchanged = {
  line_items: [
    { id: 6001, sku: 'TEE-BLACK-M', name: 'T-shirt', quantity: 2, current_quantity: 0, price: '11.90', tax_lines: [{ title: 'VAT', rate: '0.19', price: '3.80' }] },
    { id: 6002, sku: 'HOOD', name: 'Hood', quantity: 1, price: '30.00', tax_lines: [{ title: 'VAT', rate: '0.19', price: '4.79' }] },
  ],
  total_price: '53.80',
  total_tax: '8.59',
  current_total_price: '30.00',
}; // prettier-ignore

describe('an update of an order', () => {
  it('says the order as it is now, at the time of the change, and names what was removed', () => {
    const change = updated(exchanged);
    const { state, events, order } = says(change);
    expect(state).toBe('done');
    expect(order).toMatchObject({ revision: 2, revisedBy: 'raw-2' });
    const lines = [{ sku: 'HOOD' }];
    const removedLines = [lineIdOf(source, '6001')];
    expect(events).toMatchObject([
      { type: OrderUpdated, content: { lines, removedLines }, occurredAt: change.occurredAt, occurredZone: '+01:00' },
    ]);
  });

  it('carries nothing that an update does not change', () => {
    const [event] = says(updated(exchanged)).events;
    for (const field of ['placedAt', 'tenders', 'channelReferences', 'test', 'tags'])
      expect(event?.content).not.toHaveProperty(field);
  });

  it('that changes labels, ways to pay or nothing is no news, and its time is remembered', () => {
    const same = says(updated({ tags: 'vip', payment_gateway_names: ['stripe', 'gift_card'], customer: null }));
    expect(same).toMatchObject({ state: 'repeated', reason: 'nothing that matters has changed', events: [] });
    expect(same.order?.revision).toBe(1);
    expect(same.order?.revisedAt).toBeGreaterThan(known.revisedAt ?? 0);
  });

  it('that sends the goods elsewhere is one, though only a hash of the address is kept', () => {
    const address = (city: string) => ({ shipping_address: { name: 'Ada Park', city, country_code: 'US' } });
    const there = says(updated(address('Portland'))).order ?? known;
    const later = { updated_at: '2026-11-21T10:06:00+01:00' };
    expect(JSON.stringify(there)).not.toContain('Portland');
    expect(says(updated({ ...later, ...address('Portland') }), there).state).toBe('repeated');
    expect(says(updated({ ...later, ...address('Salem') }), there).events).toMatchObject([{ type: OrderUpdated }]);
    expect(says(updated({ ...later, shipping_address: null }), there).state).toBe('repeated');
  });

  it('older than what was said is left out', () => {
    const now = says(updated(exchanged)).order ?? known;
    const old = updated({ updated_at: '2026-11-21T10:01:00+01:00', name: '#1001-A' });
    expect(says(old, now)).toMatchObject({ state: 'repeated', reason: 'older than the raw input raw-2', events: [] });
  });

  it('of the same second with other content, and nothing to tell which is later, goes to a person', () => {
    const now = says(updated(exchanged)).order ?? known;
    const { state, events } = says(updated({ name: '#1001-A' }), now);
    expect(state).toBe('rejected');
    expect(events).toMatchObject([{ type: ExceptionRaised, content: { kind: 'ORDER_CONFLICT' } }]);
    expect(events).toMatchObject([{ content: { facts: { firstRawInput: 'raw-2', fields: expect.stringContaining('lines') as string } } }]); // prettier-ignore
  });

  it('by the topic of its creation is an update too', () => {
    const again = fact('orders/create', anOrder({ updated_at: LATER, ...exchanged }));
    const { state, events } = judge(again, known, first.fact ?? rowOf(again), RAW);
    expect(state).toBe('done');
    expect(events).toMatchObject([{ type: OrderUpdated }]);
  });

  it('before its order waits for it', () => {
    expect(says(updated(exchanged), absent)).toMatchObject({ state: 'waiting', events: [] });
  });

  it('of an order that was cancelled, by this document or before, is left to the cancellation', () => {
    const cancelledAt = updated({ ...exchanged, cancelled_at: LATER });
    expect(says(cancelledAt)).toMatchObject({ state: 'ignored', events: [] });
    const cancellation = fact('orders/cancelled', aCancellation());
    const cancelled = says(cancellation).order ?? known;
    expect(says(updated(exchanged), cancelled)).toMatchObject({ state: 'ignored', events: [] });
  });

  it('of a test order is nobody’s business', () => {
    expect(says(updated({ ...exchanged, test: true }))).toMatchObject({ state: 'ignored', events: [] });
  });

  it('of an order whose version was not kept yet is said, since nobody knows that it is the same', () => {
    const before = { ...known, revisionHashes: null, addressHash: null, revisedAt: null, revisedBy: null };
    expect(says(updated(), before).events).toMatchObject([{ type: OrderUpdated }]);
  });
});
