import type { Once } from '@penstock/messaging';

export const DELIVER_SHIPMENT = 'odoo-adapter.deliver-shipment';

export interface DeliverShipment {
  readonly shipmentId: string;
  readonly orderId: string;
}

/** Asks for the delivery of a reported shipment, once for ever. */
export const wantDelivery = (shipmentId: string, orderId: string): Once => ({
  task: DELIVER_SHIPMENT,
  naturalKey: shipmentId,
  document: orderId,
  payload: { shipmentId, orderId } satisfies DeliverShipment,
});
