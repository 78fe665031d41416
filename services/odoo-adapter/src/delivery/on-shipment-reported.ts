import { ShipmentReported } from '@penstock/contracts';
import { defineHandler, done, Permanent, skip } from '@penstock/messaging';
import { odooOrders } from '../order-out/odoo-order.js';
import { awaitOrder } from '../transfers/await-order.js';
import { checkShipment } from './content-rules.js';
import { hashOf, reportedShipments, reportOf } from './reported-shipment.js';
import { wantDelivery } from './want-delivery.js';

/** Goods left by somebody else's hands: Odoo delivers them, after everything that was asked for their order before. */
export const onShipmentReported = defineHandler({
  id: 'odoo-adapter.shipment-reported',
  on: ShipmentReported,
  loads: {
    order: (event) => odooOrders.one({ orderId: event.orderId }),
    shipment: (event) => reportedShipments.one({ shipmentId: event.shipmentId }),
  },

  handle(event, { order, shipment }) {
    checkShipment(event);
    if (event.meta.mode === 'backfill') return skip('history: its goods left Odoo long ago');
    const { shipmentId, orderId } = event;
    const report = reportOf(event);
    const contentHash = hashOf(orderId, report);
    if (shipment.state !== 'absent') {
      if (shipment.contentHash === contentHash) return skip('the report is known');
      throw new Permanent(
        'SHIPMENT_CHANGED',
        `${shipmentId} was reported before, and otherwise: give a report a new id`,
        {
          shipmentId,
          orderId,
        },
      );
    }
    awaitOrder(order);
    return done({
      save: [reportedShipments.save({ ...shipment, orderId, state: 'wanted', report, contentHash })],
      tasks: [wantDelivery(shipmentId, orderId)],
    });
  },
});
