import type { Decimal, Instant } from '@penstock/domain';

/** One end of a movement. */
export interface Place {
  /** Canonical location id. */
  readonly locationId: string;
  /** As Odoo names it: only `internal` holds stock of ours. */
  readonly usage: string;
}

/** A done stock.move.line with everything that decides what it means. */
export interface StockLine {
  readonly moveLineId: number;
  /** Its stock.move. */
  readonly moveId: number;
  readonly product: { readonly productId: string; readonly unit: string; readonly storable: boolean };
  readonly from: Place;
  readonly to: Place;
  /** In the product's unit; never negative. */
  readonly quantity: Decimal;
  /** When it was done. */
  readonly at: Instant;
  /** True for the moves by which Odoo books a count. */
  readonly isCount: boolean;
  /** The order line of ours that it serves. */
  readonly orderLine: { readonly orderId: string; readonly lineId: string } | null;
  readonly shipment: Shipment | null;
}

/** The transfer a line belongs to. */
export interface Shipment {
  /** stock.picking */
  readonly pickingId: number;
  /** Canonical; that of the report where the shipment was reported to us. */
  readonly shipmentId: string;
  readonly shippedAt: Instant | null;
  /** Nothing of the order remains to be shipped. */
  readonly complete: boolean;
  readonly carrier: string | null;
  readonly trackingNumber: string | null;
  readonly trackingUrl: string | null;
}

export const isOurs = ({ usage }: Place): boolean => usage === 'internal';
