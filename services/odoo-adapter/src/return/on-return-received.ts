import { ExceptionRaised, ReturnReceived } from '@penstock/contracts';
import { defineHandler, done, Permanent, skip } from '@penstock/messaging';
import { odooLocations } from '../catalog/odoo-location.js';
import type { OdooSystem } from '../odoo-system.js';
import { odooOrders } from '../order-out/odoo-order.js';
import { refusal } from '../refusal.js';
import { awaitOrder } from '../transfers/await-order.js';
import { checkReturn } from './content-rules.js';
import { hashOf, receivedReturns, reportOf } from './received-return.js';
import { returnRefused } from './return-refused.js';
import { wantReturn } from './want-return.js';

/** Places that goods may come back to: our own, and those that write them off. */
const USAGES: readonly string[] = ['internal', 'inventory'];

/** Goods came back to somebody: Odoo books the return, after everything that was asked for their order before. */
export const onReturnReceived = (odoo: OdooSystem) =>
  defineHandler({
    id: 'odoo-adapter.return-received',
    on: ReturnReceived,
    emits: [ExceptionRaised],
    loads: {
      order: (event) => odooOrders.one({ orderId: event.orderId }),
      received: (event) => receivedReturns.one({ returnId: event.returnId }),
      places: (event) => odooLocations.children('locationId', event.locationId ?? ''),
    },

    handle(event, { order, received, places }) {
      checkReturn(event);
      if (event.meta.mode === 'backfill') return skip('history: its goods came back long ago');
      const { returnId, orderId, locationId } = event;
      const contentHash = hashOf(event);
      if (received.state !== 'absent') {
        if (received.contentHash === contentHash) return skip('the return is known');
        throw new Permanent(
          'RETURN_CHANGED',
          `${returnId} was reported before, and otherwise: give a return a new id`,
          {
            returnId,
            orderId,
          },
        );
      }
      awaitOrder(order);
      const place = locationId === null ? undefined : places[0];
      const row = { ...received, orderId, report: reportOf(event, place ? Number(place.odooId) : null), contentHash };
      if (locationId === null || (place && USAGES.includes(place.usage))) {
        const save = [receivedReturns.save({ ...row, state: 'wanted' })];
        return done({ save, tasks: [wantReturn(returnId, orderId)] });
      }
      const kind = place ? 'RETURN_CONFLICT' : 'UNKNOWN_LOCATION';
      const why = place
        ? `its goods cannot lie in ${locationId}, which is for ${place.usage}`
        : `no location in Odoo is ${locationId}`;
      return done({
        save: [receivedReturns.save({ ...row, state: 'refused', refusal: why })],
        events: [refusal(odoo, kind, returnRefused(returnId, orderId), why, { locationId })],
      });
    },
  });
