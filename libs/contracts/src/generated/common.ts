// Generated from schemas/ by `npm run generate`. Do not edit.
import type { Decimal, Instant } from '@penstock/domain';

/** A postal address as the source wrote it. */
export interface Address {
  /** Recipient. */
  readonly name: string | null;
  /** Company at the address. */
  readonly company: string | null;
  /** Street and number. */
  readonly line1: string | null;
  /** Second line: flat, floor, care of. */
  readonly line2: string | null;
  /** Town. */
  readonly city: string | null;
  /** State, province or county code, such as CA; the name where the source has no code. */
  readonly region: string | null;
  /** Postal code with the blanks the source wrote. */
  readonly postalCode: string | null;
  /** ISO 3166-1 alpha-2 code, such as DE. */
  readonly country: string | null;
  /** Telephone number at the address. */
  readonly phone: string | null;
}

/** One reduction, as far as it was allocated to where it stands. */
export interface Discount {
  /** What the customer typed; null for an automatic or manual discount. */
  readonly code: string | null;
  /** Title or description the channel shows. */
  readonly reason: string | null;
  /** Positive: what is taken off. */
  readonly amount: ShopMoney;
}

/** Begins every event. */
export interface EventMeta {
  /** UUID version 7, made once when the fact became known and kept through every retry: the key of exactly-once effects. */
  readonly eventId: string;
  /** When it happened, by the clock of the source. Microseconds since 1970-01-01T00:00:00Z. */
  readonly occurredAt: Instant;
  /** Offset the source wrote beside the time, such as -05:00 or Z, kept because a cut-off may depend on its local day. */
  readonly occurredZone: string | null;
  /** Where the fact was recorded first. */
  readonly source: EventSource;
  /** Company or brand the fact belongs to, such as main. */
  readonly entity: string;
  /** The same for all events of one story, for instance of one order from the webhook to the payout. */
  readonly correlationId: string;
  /** Event id of the event this one answers; null where the cause came from outside. */
  readonly causationId: string | null;
  /** Canonical id of the aggregate whose order is kept; equals the key of the message. */
  readonly aggregateId: string;
  /** Counts the events of this producer and aggregate from 1. For alarms, never for skipping. */
  readonly sequence: number;
  /** live, or backfill for history read in later. */
  readonly mode: EventMode;
}

/** Whether the fact is news. A backfilled fact reserves, pushes and notifies nothing. */
export type EventMode = 'UNKNOWN' | 'live' | 'backfill';

/** Where the fact was recorded first. */
export interface EventSource {
  /** System with its instance: shopify:<channel>, woocommerce:<channel>, odoo:<instance>, stripe:<account>. */
  readonly system: string;
  /** Sales channel the fact belongs to, such as demo-shop; null where no channel is concerned. */
  readonly channel: string | null;
}

/** An exact amount in one currency. */
export interface Money {
  /** In major units of the currency: 12.50 is twelve euros fifty. Negative where money flows back. */
  readonly amount: Decimal;
  /** ISO 4217 code, such as EUR. */
  readonly currency: string;
}

/** One record in one Odoo database. */
export interface OdooReference {
  /** Which Odoo database, by its name in the configuration, such as main. */
  readonly instance: string;
  /** Technical model name, such as product.product. */
  readonly model: string;
  /** Database id of the record. */
  readonly id: number;
}

/** One position of the order. */
export interface OrderLine {
  /** Canonical order line id, orl_… */
  readonly lineId: string;
  /** Id of the line at the channel. */
  readonly channelLineId: string;
  /** The channel's own reference of what was sold, such as a Shopify variant id; null for a custom item. */
  readonly listingRef: string | null;
  /** Stock keeping unit as the channel wrote it; null where it has none. */
  readonly sku: string | null;
  /** What the customer read. */
  readonly title: string;
  /** Ordered quantity. */
  readonly quantity: Quantity;
  /** Price of one unit before discounts; contains tax where taxesIncluded. */
  readonly unitPrice: ShopMoney;
  /** Discounts allocated to this line, those of the whole order included. */
  readonly discounts: readonly Discount[];
  /** Taxes on this line. */
  readonly taxes: readonly TaxLine[];
  /** quantity × unitPrice − discounts; contains tax where taxesIncluded. */
  readonly total: ShopMoney;
  /** False for services and downloads. */
  readonly requiresShipping: boolean;
  /** True where the line sells stored value and is no revenue yet. */
  readonly giftCard: boolean;
}

/** The sums the channel states; grandTotal = lines − discounts + shipping + tax (unless included) + duties + tip + rounding. */
export interface OrderTotals {
  /** All lines before discounts. */
  readonly lines: ShopMoney;
  /** All discounts, those on shipping included; positive. */
  readonly discounts: ShopMoney;
  /** All delivery charges before discounts. */
  readonly shipping: ShopMoney;
  /** All taxes, also those contained in prices. */
  readonly tax: ShopMoney;
  /** Import duties collected at checkout; null where none. */
  readonly duties: ShopMoney | null;
  /** Gratuity; null where none. */
  readonly tip: ShopMoney | null;
  /** Cash rounding, signed; null where none. */
  readonly rounding: ShopMoney | null;
  /** What the customer owes. */
  readonly grandTotal: ShopMoney;
}

/** Everything in an event that names a natural person: one place, so that it can be erased. */
export interface PersonalData {
  /** The key of erasure: every stored copy of this record carries it. Not derived from name or address. */
  readonly subjectId: string;
  /** Full name. */
  readonly name: string | null;
  /** E-mail address. */
  readonly email: string | null;
  /** Telephone number. */
  readonly phone: string | null;
  /** Language the person reads, as a BCP 47 tag such as de-DE. */
  readonly locale: string | null;
  /** Where the invoice goes. */
  readonly billingAddress: Address | null;
  /** Where the goods go. */
  readonly shippingAddress: Address | null;
  /** VAT or other tax number of the customer's business, with its country's prefix, such as DE123456789. */
  readonly taxNumber: string | null;
}

/** An exact quantity of goods. */
export interface Quantity {
  /** How many of the unit. Negative where goods leave. */
  readonly amount: Decimal;
  /** Unit of measure in lower case: `unit` for pieces, otherwise the name the product carries in Odoo, such as `kg` or `m`. */
  readonly unit: string;
}

/** One charge for delivery. */
export interface ShippingLine {
  /** What the customer chose, such as Standard. */
  readonly title: string;
  /** The channel's code of the delivery method. */
  readonly code: string | null;
  /** Who carries it, as far as the channel knows. */
  readonly carrier: string | null;
  /** Before discounts; contains tax where taxesIncluded. */
  readonly price: ShopMoney;
  /** Discounts allocated to this charge. */
  readonly discounts: readonly Discount[];
  /** Taxes on this charge. */
  readonly taxes: readonly TaxLine[];
  /** price − discounts; contains tax where taxesIncluded. */
  readonly total: ShopMoney;
}

/** One amount as the shop keeps its books and as the customer saw it; both are equal where a shop sells in its own currency. */
export interface ShopMoney {
  /** In the shop currency. */
  readonly shop: Money;
  /** In the currency the customer was shown and paid in. */
  readonly presentment: Money;
}

/** One tax on a line. */
export interface TaxLine {
  /** Name of the tax as the channel wrote it, such as VAT. */
  readonly title: string;
  /** Fraction, not percent: 0.19 is nineteen percent. */
  readonly rate: Decimal;
  /** Tax on the whole line, after discounts. */
  readonly amount: ShopMoney;
  /** True where the price already contains this tax. */
  readonly included: boolean;
}
