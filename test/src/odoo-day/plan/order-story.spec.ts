import { canonicalId, decimalText, instantOfMillis } from '@penstock/domain';
import type { OrderCreated, OrderUpdated } from '@penstock/contracts';
import { describe, expect, it } from 'vitest';
import type { DayChannel, DayLine, OrderHead } from './day.js';
import { OrderStory } from './order-story.js';

const net: DayChannel = { name: 'day-net', currency: 'USD', taxesIncluded: false };
const gross: DayChannel = { name: 'day-gross', currency: 'USD', taxesIncluded: true };

const headAt = (channel: DayChannel): OrderHead => ({
  orderId: canonicalId('ord', 'main', 'shopify:day', '1'),
  channelOrderId: '1',
  orderNumber: '#1',
  channel,
  customer: { customerId: null, name: 'Ada', email: 'ada@example.com' },
  placedAt: instantOfMillis(1_700_000_000_000),
  shipping: 300,
});

const line = (lineId: string, quantity: number, discount = 0): DayLine => ({
  ...{ lineId, channelLineId: lineId, sku: `sku-${lineId}`, quantity, price: 1200, discount },
});

const storyOf = (channel: DayChannel, ...lines: DayLine[]): OrderStory => new OrderStory(headAt(channel), lines);
const lineOf = (story: OrderStory, lineId: string) =>
  story.expected().lines.find((each) => each.lineId === lineId) ?? null;

describe('the reference model of an order', () => {
  it('adds tax on top to the total, and takes contained tax out of it', () => {
    expect(storyOf(net, line('a', 2, 60)).expected()).toMatchObject({ total: 3168, tax: 528 }); // 2400 − 60 + 300, and 20%
    expect(storyOf(gross, line('a', 2, 60)).expected()).toMatchObject({ total: 2640, tax: 440 });
  });

  it('states the same total in the event', () => {
    const [created] = storyOf(net, line('a', 2, 60)).sayings;
    const { totals } = created?.event as OrderCreated;
    expect(decimalText(totals.grandTotal.shop.amount)).toBe('31.68');
    expect(decimalText(totals.tax.shop.amount)).toBe('5.28');
  });

  it('keeps a removed line with nothing ordered, and names it', () => {
    const story = storyOf(net, line('a', 2), line('b', 1, 60));
    story.update([], ['b']);
    expect(lineOf(story, 'b')).toMatchObject({ ordered: 0, owed: 0 });
    expect(story.expected().total).toBe(3240);
    const { lines, removedLines } = story.sayings[1]?.event as OrderUpdated;
    expect(lines.map(({ lineId }) => lineId)).toEqual(['a']);
    expect(removedLines).toEqual(['b']);
  });

  it('owes what has not left, unless it is given up or cancelled', () => {
    const owing = storyOf(net, line('a', 3), line('b', 2));
    owing.ship('parcels', new Map([['a', 1]]));
    expect(owing.expected().lines).toMatchObject([
      { shipped: 1, owed: 2 },
      { shipped: 0, owed: 2 },
    ]);
    const givenUp = storyOf(net, line('a', 3), line('b', 2));
    givenUp.ship('parcels', new Map([['a', 1]]), 'CANCEL');
    expect(givenUp.expected().lines).toMatchObject([{ owed: 0 }, { owed: 0 }]);
    const cancelled = storyOf(net, line('a', 3));
    cancelled.cancelAll('parcels');
    expect(cancelled.expected()).toMatchObject({ state: 'cancel', mayBeAbsent: false, lines: [{ owed: 0 }] });
  });

  it('ships the rest, and counts what comes back apart from what left', () => {
    const story = storyOf(net, line('a', 3));
    story.ship('parcels', new Map([['a', 1]]));
    story.shipRest('rests');
    story.giveBack(new Map([['a', 2]]));
    expect(lineOf(story, 'a')).toMatchObject({ shipped: 3, returned: 2, owed: 0 });
  });
});
