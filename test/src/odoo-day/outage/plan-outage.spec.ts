import { instantOfMillis } from '@penstock/domain';
import { describe, expect, it } from 'vitest';
import { LIVES } from '../plan/lives.js';
import { planDay } from '../plan/plan-day.js';
import { CHANNELS } from '../site/commerce.js';
import { planOutage, type Story } from './plan-outage.js';

const NOON = instantOfMillis(1_700_000_000_000);
const place = { productId: 'prd_1', locationId: 'loc_1' };
const day = planDay({ run: 'outage', orders: 60, seed: 3, channels: CHANNELS }, () => place);
const { before, away, after } = planOutage(day);

const saidIn = (...parts: (readonly Story[])[]) => parts.flat(2).map((due) => due(NOON));
const namesIn = (...parts: (readonly Story[])[]) => new Set(saidIn(...parts).map(({ type }) => type.name.split('.').at(-1))); // prettier-ignore
const ordersIn = (part: readonly Story[]) => saidIn(part).filter(({ type }) => type.name.endsWith('OrderCreated'));

describe('the day of an outage', () => {
  it('says everything of the day, once', () => {
    const events = saidIn(before, away, ...after).filter(({ type }) => !type.name.endsWith('StockCounted'));
    const planned = day.orders.flatMap(({ sayings }) => sayings);
    expect(new Set(events)).toEqual(new Set(planned));
    expect(events).toHaveLength(planned.length);
    expect(saidIn(before, away, ...after)).toHaveLength(planned.length + day.counts.length);
  });

  it('has every life among the orders that Odoo has, and among those that come while it is away', () => {
    expect(ordersIn(before)).toHaveLength(15);
    expect(ordersIn(away)).toHaveLength(45);
    const livesOf = (part: readonly Story[]) => {
      const ids = new Set(ordersIn(part).map(({ event }) => event.meta.aggregateId));
      return new Set(day.orders.filter(({ orderId }) => ids.has(orderId)).map(({ life }) => life));
    };
    expect(livesOf(before).size).toBe(LIVES.length);
    expect(livesOf(away).size).toBe(LIVES.length);
  });

  it('goes on while Odoo is away: orders, changes, cancellations, parcels, counts', () => {
    expect(namesIn(away)).toEqual(
      new Set(['OrderCreated', 'OrderUpdated', 'OrderCancelled', 'ShipmentReported', 'StockCounted']),
    );
  });

  it('leaves for later what needs an order that Odoo does not have yet', () => {
    const inOdoo = new Set(ordersIn(before).map(({ event }) => event.meta.aggregateId));
    const parcels = saidIn(away).filter(({ type }) => type.name.endsWith('ShipmentReported'));
    expect(parcels.filter(({ event }) => !inOdoo.has(event.meta.aggregateId))).toEqual([]);
  });

  it('keeps the order of what happens to one thing, and counts at the moment of counting', () => {
    for (const story of away) {
      const [first, ...more] = story.map((due) => due(NOON).event.meta.occurredAt);
      expect(more.every((at) => at >= (first ?? 0))).toBe(true);
    }
    const counts = saidIn(away).filter(({ type }) => type.name.endsWith('StockCounted'));
    expect(counts).toHaveLength(day.counts.length);
    expect(counts.map(({ event }) => event.meta.occurredAt)).toEqual(counts.map(() => NOON));
  });
});
