import type { ShipmentReported } from '@penstock/contracts';
import { decimalText } from '@penstock/domain';
import { column, defineTable, type RowOf } from '@penstock/persistence';
import { contentHash } from '../catalog/content-hash.js';

export interface ReportedLine {
  /** Canonical order line id. */
  readonly lineId: string;
  /** Decimal as text. */
  readonly quantity: string;
  readonly unit: string;
}

/** A report as it is carried out: plain JSON. */
export interface ShipmentReport {
  readonly lines: readonly ReportedLine[];
  /** Cancelled is what remains of the transfers that the report is delivered by, not of the whole order. */
  readonly remainder: 'BACKORDER' | 'CANCEL';
  readonly carrier: string | null;
  readonly trackingNumber: string | null;
}

/**
 * A shipment that somebody outside Odoo reported, and what came of it. Moves: absent → wanted → delivered | refused. The transfers it was
 * delivered by are in `odoo_record`.
 */
export const reportedShipments = defineTable({
  name: 'odoo_reported_shipment',
  key: ['shipmentId'],
  columns: {
    shipmentId: column.text(),
    orderId: column.text(),
    state: column.text<'absent' | 'wanted' | 'delivered' | 'refused'>(),
    report: column.json<ShipmentReport>(),
    /** Tells the same report from another one under its id. */
    contentHash: column.text(),
    /** Why it was refused. */
    refusal: column.nullable(column.text()),
  },
  initial: () => ({ orderId: '', state: 'absent' as const, report: NOTHING, contentHash: '', refusal: null }),
});
export type ReportedShipment = RowOf<typeof reportedShipments>;

const NOTHING: ShipmentReport = { lines: [], remainder: 'BACKORDER', carrier: null, trackingNumber: null };

export const reportOf = (event: ShipmentReported): ShipmentReport => ({
  lines: event.lines.map(({ orderLineId: lineId, quantity: { amount, unit } }) => ({
    lineId,
    quantity: decimalText(amount),
    unit,
  })),
  remainder: event.remainder === 'CANCEL' ? 'CANCEL' : 'BACKORDER',
  carrier: event.carrier,
  trackingNumber: event.trackingNumber,
});

export const hashOf = (orderId: string, { lines, remainder, carrier, trackingNumber }: ShipmentReport): string =>
  contentHash(
    ...[orderId, remainder, carrier, trackingNumber],
    ...lines.map(({ lineId, quantity, unit }) => `${lineId} ${quantity} ${unit}`).sort(),
  );
