import { DeliveryChanged } from '@penstock/contracts';
import { decimalText } from '@penstock/domain';
import { type Content, type Outgoing, say } from '@penstock/messaging';
import { contentHash } from '../catalog/content-hash.js';
import type { OdooSystem } from '../odoo-system.js';
import type { AnnouncedDelivery } from './announced-delivery.js';
import type { PlannedDelivery } from './planned-delivery.js';

/** What is said of a delivery, and what is kept of it once it is said. */
export interface SaidDelivery {
  readonly event: Outgoing<DeliveryChanged>;
  readonly row: AnnouncedDelivery;
}

/** @param idOf the canonical shipment id of a stock.picking */
export function deliveryChanged(
  odoo: OdooSystem,
  planned: PlannedDelivery,
  idOf: (pickingId: number) => string,
): SaidDelivery {
  const { pickingId, name, orderId, direction, state, scheduledAt, trackingNumber, moveIds } = planned;
  const deliveryId = idOf(pickingId);
  const content: Content<DeliveryChanged> = {
    deliveryId,
    orderId,
    odoo: { instance: odoo.instance, model: 'stock.picking', id: pickingId },
    direction,
    state,
    scheduledAt,
    backorderOf: planned.backorderOf === null ? null : idOf(planned.backorderOf),
    trackingNumber,
    lines: planned.lines.map(({ lineId: orderLineId, productId, unit, amount }) => ({
      orderLineId,
      productId,
      quantity: { amount, unit },
    })),
  };
  const lines = planned.lines.map(({ lineId, productId, unit, amount }) =>
    [lineId, productId, unit, decimalText(amount)].join(' '),
  );
  const hash = contentHash(
    ...[deliveryId, direction, state, content.backorderOf, trackingNumber],
    ...[scheduledAt === null ? null : String(scheduledAt), ...lines.sort()],
  );
  return {
    event: say(DeliveryChanged, content, { occurredAt: planned.writtenAt }),
    row: { pickingId: BigInt(pickingId), orderId, deliveryId, name, direction, state, moveIds, contentHash: hash },
  };
}

/** Odoo does not have it any more, or it serves this order no more. */
export const deliveryDeleted = (odoo: OdooSystem, before: AnnouncedDelivery): SaidDelivery => ({
  event: say(DeliveryChanged, {
    deliveryId: before.deliveryId,
    orderId: before.orderId,
    odoo: { instance: odoo.instance, model: 'stock.picking', id: Number(before.pickingId) },
    direction: before.direction,
    state: 'DELETED',
    scheduledAt: null,
    backorderOf: null,
    trackingNumber: null,
    lines: [],
  }),
  row: { ...before, state: 'DELETED', contentHash: 'deleted' },
});
