import type { AnyEvent, EventMeta } from '@penstock/contracts';
import { aCancellation, aCount, aLine, anAdjustment, anOrder, aShipment, aShipmentLine, pieces } from '../../events.fixture.js'; // prettier-ignore
import { anUpdate, aRelease, aRequest } from '../requests.fixture.js';
import { CHANNELS, channelOf, KIT, type Line, lineId, LOCATIONS, type Operation, orderId, PRODUCTS, productOf, SKUS } from './operations.fixture.js'; // prettier-ignore
import { instantAt } from './world.fixture.js';

const quantity = (of: number) => pieces(String(of));

/** The event that tells of an operation. */
export function eventOf(operation: Operation, minute: number): AnyEvent {
  const now = instantAt(minute);
  const order = 'order' in operation ? operation.order : 0;
  const channel = CHANNELS[channelOf(order)] as string;
  const meta: Partial<EventMeta> = { source: { system: `shopify:${channel}`, channel } };
  const linesOf = (lines: readonly Line[]) =>
    lines.map(({ line, quantity: of }) =>
      aLine({ lineId: lineId(order, line), sku: SKUS[productOf(order, line)] as string, quantity: quantity(of) }),
    );
  switch (operation.kind) {
    case 'adjust': {
      const { product, location, delta } = operation;
      return anAdjustment({ ...place(product, location), delta: quantity(delta), effectiveAt: now });
    }
    case 'count': {
      const { product, location, counted } = operation;
      return aCount({ ...place(product, location), counted: quantity(counted), countedAt: now });
    }
    case 'move': {
      const { product, from, to, quantity: of } = operation;
      const { productId, locationId: fromLocationId } = place(product, from);
      const toLocationId = LOCATIONS[to] as string;
      const transfer = { transferId: `trf_${minute}`, productId, fromLocationId, toLocationId };
      return { ...anAdjustment(), ...transfer, quantity: quantity(of), effectiveAt: now } as AnyEvent;
    }
    case 'request': {
      const lines = operation.lines.map(({ line, quantity: of }) => {
        const product = productOf(order, line);
        const named = line === 1 ? { productId: PRODUCTS[product] as string, sku: null } : { productId: null, sku: SKUS[product] as string }; // prettier-ignore
        return { lineId: lineId(order, line), ...named, quantity: quantity(of) };
      });
      const { policy, backorder, priority } = operation;
      return aRequest({ meta, orderId: orderId(order), policy, backorder, priority, lines });
    }
    case 'create':
      return anOrder({ meta, orderId: orderId(order), lines: linesOf(operation.lines) });
    case 'update': {
      const removedLines = operation.removed.map((line) => lineId(order, line));
      const updatedAt = instantAt(minute - operation.late);
      return anUpdate({ meta, orderId: orderId(order), lines: linesOf(operation.lines), removedLines, updatedAt });
    }
    case 'cancel': {
      const cancelledAt = instantAt(minute - operation.late);
      const lines = operation.lines?.map(({ line, quantity: of }) => ({ lineId: lineId(order, line), quantity: quantity(of) })) ?? null; // prettier-ignore
      return aCancellation({ meta, orderId: orderId(order), cancelledAt, lines });
    }
    case 'release': {
      const lines = operation.lines?.map(({ line, quantity: of }) => ({
        lineId: lineId(order, line),
        quantity: of === null ? null : quantity(of),
      }));
      return aRelease({ meta, orderId: orderId(order), lines: lines ?? null });
    }
    case 'ship': {
      const { line, part, location, quantity: of, late } = operation;
      const product = productOf(order, line);
      const left = aShipmentLine({
        ...{ orderLineId: lineId(order, line), ...place(product === KIT ? part : product, location) },
        ...{ quantity: quantity(of), effectiveAt: instantAt(minute - late) },
      });
      return aShipment({ meta, orderId: orderId(order), lines: [left] });
    }
    default:
      throw new RangeError(`${operation.kind} is no event`);
  }
}

const place = (product: number, location: number) => ({
  productId: PRODUCTS[product] as string,
  locationId: LOCATIONS[location] as string,
});
