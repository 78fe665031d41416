import type { StockStory } from './stock-story.js';

/** What the adapter answers to whoever asks for a name. */
export interface Stories {
  /** The newest orders first. */
  readonly stories: readonly Story[];
  /** Counts and moves that are no order's; the newest first. */
  readonly stock: readonly StockStory[];
  /** True where there are older ones. */
  readonly more: boolean;
}

/** Everything the adapter knows of one order: what was asked, what Odoo made of it, and what was said. No personal data. */
export interface Story {
  readonly orderId: string;
  readonly orderNumber: string | null;
  /** Channel and the order's id there, such as `shopify:demo-shop/5001`. */
  readonly origin: string | null;
  readonly state: string;
  /** Why it waits, where it is held for something else than a product. */
  readonly hold: { readonly kind?: string; readonly why?: string } | null;
  /** SKUs that are to mean one product in Odoo before it goes on. */
  readonly waitsFor: readonly string[];
  readonly placedAt: string | null;
  readonly total: string | null;
  readonly currency: string | null;
  /** Such as `sale.order,42`. */
  readonly record: string | null;
  /** Such as `S00042`. */
  readonly odooName: string | null;
  /** res.company */
  readonly companyId: number | null;
  readonly mappingVersion: string | null;
  /** To look at in the tracing system. */
  readonly traceId: string | null;
  readonly customer: { readonly customerId: string; readonly record: string | null };
  readonly lines: readonly StoryLine[];
  readonly deliveries: readonly StoryDelivery[];
  /** Goods that moved for it, as announced. */
  readonly moves: readonly StoryMove[];
  readonly reports: readonly StoryReport[];
  readonly exceptions: readonly StoryException[];
  readonly tasks: readonly StoryTask[];
  /** Every change that was asked of Odoo, oldest first. */
  readonly requests: readonly StoryRequest[];
  readonly events: readonly StoryEvent[];
}

export interface StoryLine {
  /** Null for a charge. */
  readonly lineId: string | null;
  readonly sku: string | null;
  readonly charge: string | null;
  readonly quantity: string;
  readonly price: string;
  /** Such as `sale.order.line,7`. */
  readonly record: string | null;
}

export interface StoryDelivery {
  readonly deliveryId: string;
  readonly record: string;
  /** Such as WH/OUT/00042. */
  readonly name: string | null;
  readonly direction: string;
  readonly state: string;
}

export interface StoryMove {
  /** Such as `stock.move.line,7`. */
  readonly record: string;
  /** Such as `stock.move,6`; null where a previous version took it over and it is not known yet. */
  readonly move: string | null;
  readonly picking: string | null;
  readonly productId: string;
  readonly quantity: string;
  readonly unit: string;
  readonly fromLocation: string | null;
  readonly toLocation: string | null;
}

/** A shipment or return that somebody outside Odoo reported. */
export interface StoryReport {
  readonly kind: 'shipment' | 'return';
  readonly id: string;
  readonly state: string;
  readonly refusal: string | null;
}

export interface StoryException {
  readonly at: string;
  readonly kind: string;
  readonly severity: string;
  readonly message: string;
  readonly remedy: string;
}

export interface StoryTask {
  readonly name: string;
  readonly naturalKey: string;
  readonly state: string;
  readonly attempts: number;
  readonly createdAt: string;
  readonly endedAt: string | null;
  /** The event that asked for it. */
  readonly eventId: string | null;
  readonly failure: { readonly code: string; readonly message: string } | null;
}

export interface StoryRequest {
  readonly at: string;
  readonly task: string;
  readonly model: string;
  readonly method: string;
  /** `ok`, or the code of the error. */
  readonly outcome: string;
  readonly millis: number;
  readonly recordIds: readonly number[];
  readonly traceId: string | null;
}

export interface StoryEvent {
  readonly at: string;
  readonly eventId: string;
  readonly eventType: string;
  /** The record in Odoo that it is about. */
  readonly record: string | null;
}
