import { AvailabilityChanged, StockReleased } from '@penstock/contracts';
import { decimal } from '@penstock/domain';
import { describe, expect, it } from 'vitest';
import type { Cause, Content } from '../handling/outgoing.js';
import { say } from '../handling/outgoing.js';
import { OutgoingEvents } from './outgoing-events.js';

const units = (amount: string) => ({ amount: decimal(amount), unit: 'unit' });
const causedBy = (eventId: string): Cause => ({
  entity: 'main',
  source: { system: 'test', channel: null },
  correlationId: 'story',
  causationId: eventId,
  mode: 'live',
});

/** What may be sold of a product, from one number to the next; `whole` where a later one may take its place. */
const available = (productId: string, from: string, to: string, whole = true) => {
  const content: Content<AvailabilityChanged> = {
    ...{ productId, onHand: units(to), reserved: units('0'), available: units(to), previousAvailable: units(from) },
    ...{ locations: [], incoming: null, inTransit: null, quarantined: null },
  };
  const overtakes = (earlier: Content<AvailabilityChanged>) => ({
    ...content,
    previousAvailable: earlier.previousAvailable,
  });
  return say(AvailabilityChanged, content, whole ? { overtakes } : {});
};

const released = (productId: string) =>
  say(StockReleased, {
    ...{ reservationId: 'res_1', orderId: 'ord_1', lineId: 'orl_1', productId, locationId: null },
    ...{ quantity: units('1'), reason: 'EXPIRED' as const },
  });

function said(...drafts: readonly ReturnType<typeof available | typeof released>[]): string[] {
  const events = new OutgoingEvents();
  drafts.forEach((draft, i) => events.add({ draft, cause: causedBy(`event ${i}`), traceparent: undefined }));
  return events.inOrder().map(({ draft, cause }) => {
    const content = draft.content as Partial<AvailabilityChanged>;
    const change =
      content.available &&
      [content.previousAvailable, content.available].map((one) => one?.amount.toFixed()).join(' to ');
    return `${draft.type.name.split('.').at(-1)} ${content.productId} ${change ?? ''} by ${cause.causationId}`;
  });
}

describe('the events of a transaction', () => {
  it('leave out a state that a later one overtook, and keep what it came from', () => {
    expect(said(available('a', '5', '4'), available('a', '4', '3'), available('a', '3', '7'))).toEqual([
      'AvailabilityChanged a 5 to 7 by event 2',
    ]);
  });

  it('keep the order of everything else', () => {
    expect(
      said(available('a', '5', '4'), released('a'), available('b', '1', '0'), available('a', '4', '3'), released('b')),
    ).toEqual([
      'StockReleased a  by event 1',
      'AvailabilityChanged b 1 to 0 by event 2',
      'AvailabilityChanged a 5 to 3 by event 3',
      'StockReleased b  by event 4',
    ]);
  });

  it('are all said where none says that it states the whole', () => {
    expect(said(available('a', '5', '4', false), available('a', '4', '3', false))).toHaveLength(2);
  });
});
