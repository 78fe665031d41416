import type { ReservationPolicy } from '@penstock/contracts';
import type { Decimal, Instant } from '@penstock/domain';

/** How a caller names a product: one of them. */
export type Named = { readonly sku: string } | { readonly productId: string } | { readonly barcode: string };

export interface ClaimedLine {
  /** Canonical order line id, orl_…, made of the caller's reference as order-ingest makes it of an order's. */
  readonly lineId: string;
  readonly lineReference: string;
  readonly product: Named;
  readonly quantity: Decimal;
  /** Null: the unit in which the product's stock is kept. */
  readonly unit: string | null;
}

/** A checkout asks for stock to be set aside. */
export interface Claim {
  readonly channel: string;
  /** Canonical order id, ord_…: OrderCreated with the same reference confirms the reservation. */
  readonly orderId: string;
  readonly orderReference: string;
  /** Null: what the rules of the channel say. */
  readonly policy: ReservationPolicy | null;
  /** Null: after the window of the channel. */
  readonly expiresAt: Instant | null;
  readonly priority: number;
  readonly backorder: boolean;
  readonly lines: readonly ClaimedLine[];
}
