import type { AnyEvent, EventType } from '@penstock/contracts';
import type { Instant } from '@penstock/domain';

/**
 * A day as it was planned: everything that is said and done on it, and what Odoo must hold when it is over. Quantities are whole pieces,
 * amounts whole minor units. All of it follows from a seed, save event ids.
 */
export interface Day {
  /** Begins the names of everything that is made for it, so that days share a database and never meet. */
  readonly run: string;
  readonly products: readonly DayProduct[];
  readonly orders: readonly DayOrder[];
  readonly counts: readonly DayCount[];
}

export interface DayProduct {
  readonly sku: string;
  readonly name: string;
  readonly price: number;
  /** What lies there in the morning. */
  readonly opening: number;
  /** What it is there for: only goods for sale are in orders, only shelf goods are counted while the day goes on. */
  readonly use: 'sale' | 'shelf';
}

/** A channel of the day: how it states prices, and in which currency. */
export interface DayChannel {
  readonly name: string;
  readonly currency: 'USD' | 'EUR';
  readonly taxesIncluded: boolean;
}

export interface DayCustomer {
  /** Canonical id; null for a guest. */
  readonly customerId: string | null;
  readonly name: string;
  readonly email: string;
}

export interface DayLine {
  readonly lineId: string;
  readonly channelLineId: string;
  readonly sku: string;
  readonly quantity: number;
  /** Of one piece, with tax where the channel's prices contain it. */
  readonly price: number;
  /** Of the whole line. */
  readonly discount: number;
}

/** What the channel knows of an order at one moment. */
export interface OrderHead {
  readonly orderId: string;
  readonly channelOrderId: string;
  readonly orderNumber: string;
  readonly channel: DayChannel;
  readonly customer: DayCustomer;
  readonly placedAt: Instant;
  readonly shipping: number;
}

/** An event, and in which part of the day it is said: what is said in one part may rely on what Odoo did in the parts before. */
export interface Saying {
  readonly stage: Stage;
  readonly type: EventType<any>; // eslint-disable-line @typescript-eslint/no-explicit-any -- an event of any value
  readonly event: AnyEvent;
}

/** Orders with their changes and cancellations; first parcels; the rest of the goods; what came back. */
export const STAGES = ['orders', 'parcels', 'rests', 'returns'] as const;
export type Stage = (typeof STAGES)[number];

export interface DayOrder extends OrderHead {
  readonly life: string;
  readonly sayings: readonly Saying[];
  readonly expected: ExpectedOrder;
}

/** A sale.order as it must be in the evening. */
export interface ExpectedOrder {
  readonly state: 'sale' | 'cancel';
  /** Cancelled before it may have come to Odoo: then nobody needs it there. */
  readonly mayBeAbsent: boolean;
  readonly lines: readonly ExpectedLine[];
  readonly total: number;
  readonly tax: number;
}

export interface ExpectedLine {
  readonly lineId: string;
  readonly sku: string;
  readonly ordered: number;
  /** What left, whether or not it came back. */
  readonly shipped: number;
  readonly returned: number;
  /** What is still to be delivered: 0 where the rest was given up. */
  readonly owed: number;
}

/** A product of the shelf, counted outside of Odoo; the last count holds. */
export interface DayCount {
  readonly sku: string;
  readonly counted: number;
  readonly stage: Stage;
  /** Made when somebody counts, as what Odoo moved before is in the count and what it moves later is not. */
  saidAt(countedAt: Instant): Saying;
}
