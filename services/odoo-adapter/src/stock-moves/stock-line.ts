import type { Decimal, Instant } from '@penstock/domain';

/** One end of a movement. */
export interface Place {
  /** Canonical location id. */
  readonly locationId: string;
  /** As Odoo names it: `internal` holds stock of ours, `transit` what is on its way between two such places. */
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
  /** stock.picking; null where the goods moved without a transfer. */
  readonly pickingId: number | null;
  /** What people call its document: where the move comes from, such as P00042, else its transfer; null where it has neither. */
  readonly reference: string | null;
  /** Under which id a supplier's goods were announced; null where nobody did. */
  readonly expectationId: string | null;
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

type Used = Pick<Place, 'usage'>;

export const isOurs = ({ usage }: Used): boolean => usage === 'internal';
export const isInTransit = ({ usage }: Used): boolean => usage === 'transit';
/** Ledgers keep what lies there. */
export const isKept = (place: Used): boolean => isOurs(place) || isInTransit(place);
/** The same of a quant, as part of a domain. */
export const IN_KEPT_PLACE = ['location_id.usage', 'in', ['internal', 'transit']] as const;

/** From one place that ledgers keep into another. */
export const isTransfer = ({ from, to }: StockLine): boolean => isKept(from) && isKept(to);

/** From a supplier, or back to one. */
export const isSupplied = ({ from, to }: StockLine): boolean =>
  (from.usage === 'supplier' && isKept(to)) || (isKept(from) && to.usage === 'supplier');
