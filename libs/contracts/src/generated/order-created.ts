// Generated from schemas/ by `npm run generate`. Do not edit.
import type { Decimal, Instant } from '@penstock/domain';
import { defineEvent, type EventType } from '../event-type.js';
import type { EventMeta, PersonalData, Quantity, ShopMoney } from './common.js';

/** One reduction, as far as it was allocated to where it stands. */
export interface Discount {
  /** What the customer typed; null for an automatic or manual discount. */
  readonly code: string | null;
  /** Title or description the channel shows. */
  readonly reason: string | null;
  /** Positive: what is taken off. */
  readonly amount: ShopMoney;
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

/** What sort of money it is. */
export type TenderKind = 'UNKNOWN' | 'CARD' | 'WALLET' | 'BANK_TRANSFER' | 'PAY_LATER' | 'GIFT_CARD' | 'STORE_CREDIT' | 'CASH' | 'CASH_ON_DELIVERY' | 'MANUAL';

/** One way the customer means to pay. */
export interface Tender {
  /** Name of the gateway as the channel wrote it, such as shopify_payments. */
  readonly gateway: string;
  /** UNKNOWN where the gateway is not mapped. */
  readonly kind: TenderKind;
  /** Share of this tender; null where the channel does not say. */
  readonly amount: ShopMoney | null;
}

/** A channel took an order. States the whole order as it was taken. */
export interface OrderCreated {
  /** Who said it, when, about what, and as part of which story. */
  readonly meta: EventMeta;
  /** Canonical order id, ord_… */
  readonly orderId: string;
  /** Id of the order at the channel. */
  readonly channelOrderId: string;
  /** What people call the order, such as #1001. */
  readonly orderNumber: string;
  /** When the customer ordered. Microseconds since 1970-01-01T00:00:00Z; its zone is meta.occurredZone. */
  readonly placedAt: Instant;
  /** ISO 4217 code of every shop amount. */
  readonly shopCurrency: string;
  /** ISO 4217 code of every presentment amount. */
  readonly presentmentCurrency: string;
  /** True where prices contain tax. */
  readonly taxesIncluded: boolean;
  /** Positions in the order of the channel. */
  readonly lines: readonly OrderLine[];
  /** Delivery charges. */
  readonly shipping: readonly ShippingLine[];
  /** Discounts of the order by code or reason, summed over lines and shipping: for reading, the lines carry the allocation. */
  readonly discounts: readonly Discount[];
  /** Sums as the channel states them. */
  readonly totals: OrderTotals;
  /** How the customer means to pay; what was paid comes as PaymentCaptured. */
  readonly tenders: readonly Tender[];
  /** Further references at the channel by name, such as checkoutId, sourceName, purchaseOrderNumber. */
  readonly channelReferences: Readonly<Record<string, string>>;
  /** Canonical customer id, cus_…; null for a guest. */
  readonly customerId: string | null;
  /** The customer; null once erased or where the channel withholds it. */
  readonly personal: PersonalData | null;
  /** True for a test order of the channel: no goods, no money. */
  readonly test: boolean;
  /** Labels the shop put on the order. */
  readonly tags: readonly string[];
}

/** A channel took an order. States the whole order as it was taken. */
export const OrderCreated: EventType<OrderCreated> = defineEvent<OrderCreated>({
  name: 'penstock.orders.OrderCreated',
  topic: 'retail.orders.v1',
  keyField: 'orderId',
  owner: 'order-management',
  onDeadLetter: 'hold',
  schema: '{"type":"record","name":"OrderCreated","namespace":"penstock.orders","doc":"A channel took an order. States the whole order as it was taken.","fields":[{"name":"meta","type":{"type":"record","name":"EventMeta","namespace":"penstock.common","doc":"Begins every event.","fields":[{"name":"eventId","type":{"type":"string","logicalType":"uuid"},"doc":"UUID version 7, made once when the fact became known and kept through every retry: the key of exactly-once effects."},{"name":"occurredAt","type":{"type":"long","logicalType":"timestamp-micros"},"doc":"When it happened, by the clock of the source. Microseconds since 1970-01-01T00:00:00Z."},{"name":"occurredZone","type":["null","string"],"doc":"Offset the source wrote beside the time, such as -05:00 or Z, kept because a cut-off may depend on its local day.","default":null},{"name":"source","type":{"type":"record","name":"EventSource","namespace":"penstock.common","doc":"Where the fact was recorded first.","fields":[{"name":"system","type":"string","doc":"System with its instance: shopify:<channel>, woocommerce:<channel>, odoo:<instance>, stripe:<account>."},{"name":"channel","type":["null","string"],"doc":"Sales channel the fact belongs to, such as demo-shop; null where no channel is concerned.","default":null}]},"doc":"Where the fact was recorded first."},{"name":"entity","type":"string","doc":"Company or brand the fact belongs to, such as main."},{"name":"correlationId","type":"string","doc":"The same for all events of one story, for instance of one order from the webhook to the payout."},{"name":"causationId","type":["null",{"type":"string","logicalType":"uuid"}],"doc":"Event id of the event this one answers; null where the cause came from outside.","default":null},{"name":"aggregateId","type":"string","doc":"Canonical id of the aggregate whose order is kept; equals the key of the message."},{"name":"sequence","type":"long","doc":"Counts the events of this producer and aggregate from 1. For alarms, never for skipping."},{"name":"mode","type":{"type":"enum","name":"EventMode","namespace":"penstock.common","doc":"Whether the fact is news. A backfilled fact reserves, pushes and notifies nothing.","symbols":["UNKNOWN","live","backfill"],"default":"UNKNOWN"},"doc":"live, or backfill for history read in later."}]},"doc":"Who said it, when, about what, and as part of which story."},{"name":"orderId","type":"string","doc":"Canonical order id, ord_…"},{"name":"channelOrderId","type":"string","doc":"Id of the order at the channel."},{"name":"orderNumber","type":"string","doc":"What people call the order, such as #1001."},{"name":"placedAt","type":{"type":"long","logicalType":"timestamp-micros"},"doc":"When the customer ordered. Microseconds since 1970-01-01T00:00:00Z; its zone is meta.occurredZone."},{"name":"shopCurrency","type":"string","doc":"ISO 4217 code of every shop amount."},{"name":"presentmentCurrency","type":"string","doc":"ISO 4217 code of every presentment amount."},{"name":"taxesIncluded","type":"boolean","doc":"True where prices contain tax."},{"name":"lines","type":{"type":"array","items":{"type":"record","name":"OrderLine","namespace":"penstock.orders","doc":"One position of the order.","fields":[{"name":"lineId","type":"string","doc":"Canonical order line id, orl_…"},{"name":"channelLineId","type":"string","doc":"Id of the line at the channel."},{"name":"listingRef","type":["null","string"],"doc":"The channel\'s own reference of what was sold, such as a Shopify variant id; null for a custom item.","default":null},{"name":"sku","type":["null","string"],"doc":"Stock keeping unit as the channel wrote it; null where it has none.","default":null},{"name":"title","type":"string","doc":"What the customer read."},{"name":"quantity","type":{"type":"record","name":"Quantity","namespace":"penstock.common","doc":"An exact quantity of goods.","fields":[{"name":"amount","type":{"type":"bytes","logicalType":"decimal","precision":38,"scale":9},"doc":"How many of the unit. Negative where goods leave."},{"name":"unit","type":"string","doc":"Unit of measure in lower case: `unit` for pieces, otherwise the name the product carries in Odoo, such as `kg` or `m`."}]},"doc":"Ordered quantity."},{"name":"unitPrice","type":{"type":"record","name":"ShopMoney","namespace":"penstock.common","doc":"One amount as the shop keeps its books and as the customer saw it; both are equal where a shop sells in its own currency.","fields":[{"name":"shop","type":{"type":"record","name":"Money","namespace":"penstock.common","doc":"An exact amount in one currency.","fields":[{"name":"amount","type":{"type":"bytes","logicalType":"decimal","precision":38,"scale":9},"doc":"In major units of the currency: 12.50 is twelve euros fifty. Negative where money flows back."},{"name":"currency","type":"string","doc":"ISO 4217 code, such as EUR."}]},"doc":"In the shop currency."},{"name":"presentment","type":"penstock.common.Money","doc":"In the currency the customer was shown and paid in."}]},"doc":"Price of one unit before discounts; contains tax where taxesIncluded."},{"name":"discounts","type":{"type":"array","items":{"type":"record","name":"Discount","namespace":"penstock.orders","doc":"One reduction, as far as it was allocated to where it stands.","fields":[{"name":"code","type":["null","string"],"doc":"What the customer typed; null for an automatic or manual discount.","default":null},{"name":"reason","type":["null","string"],"doc":"Title or description the channel shows.","default":null},{"name":"amount","type":"penstock.common.ShopMoney","doc":"Positive: what is taken off."}]}},"doc":"Discounts allocated to this line, those of the whole order included."},{"name":"taxes","type":{"type":"array","items":{"type":"record","name":"TaxLine","namespace":"penstock.orders","doc":"One tax on a line.","fields":[{"name":"title","type":"string","doc":"Name of the tax as the channel wrote it, such as VAT."},{"name":"rate","type":{"type":"bytes","logicalType":"decimal","precision":38,"scale":18},"doc":"Fraction, not percent: 0.19 is nineteen percent."},{"name":"amount","type":"penstock.common.ShopMoney","doc":"Tax on the whole line, after discounts."},{"name":"included","type":"boolean","doc":"True where the price already contains this tax."}]}},"doc":"Taxes on this line."},{"name":"total","type":"penstock.common.ShopMoney","doc":"quantity × unitPrice − discounts; contains tax where taxesIncluded."},{"name":"requiresShipping","type":"boolean","doc":"False for services and downloads."},{"name":"giftCard","type":"boolean","doc":"True where the line sells stored value and is no revenue yet."}]}},"doc":"Positions in the order of the channel."},{"name":"shipping","type":{"type":"array","items":{"type":"record","name":"ShippingLine","namespace":"penstock.orders","doc":"One charge for delivery.","fields":[{"name":"title","type":"string","doc":"What the customer chose, such as Standard."},{"name":"code","type":["null","string"],"doc":"The channel\'s code of the delivery method.","default":null},{"name":"carrier","type":["null","string"],"doc":"Who carries it, as far as the channel knows.","default":null},{"name":"price","type":"penstock.common.ShopMoney","doc":"Before discounts; contains tax where taxesIncluded."},{"name":"discounts","type":{"type":"array","items":"penstock.orders.Discount"},"doc":"Discounts allocated to this charge."},{"name":"taxes","type":{"type":"array","items":"penstock.orders.TaxLine"},"doc":"Taxes on this charge."},{"name":"total","type":"penstock.common.ShopMoney","doc":"price − discounts; contains tax where taxesIncluded."}]}},"doc":"Delivery charges."},{"name":"discounts","type":{"type":"array","items":"penstock.orders.Discount"},"doc":"Discounts of the order by code or reason, summed over lines and shipping: for reading, the lines carry the allocation."},{"name":"totals","type":{"type":"record","name":"OrderTotals","namespace":"penstock.orders","doc":"The sums the channel states; grandTotal = lines − discounts + shipping + tax (unless included) + duties + tip + rounding.","fields":[{"name":"lines","type":"penstock.common.ShopMoney","doc":"All lines before discounts."},{"name":"discounts","type":"penstock.common.ShopMoney","doc":"All discounts, those on shipping included; positive."},{"name":"shipping","type":"penstock.common.ShopMoney","doc":"All delivery charges before discounts."},{"name":"tax","type":"penstock.common.ShopMoney","doc":"All taxes, also those contained in prices."},{"name":"duties","type":["null","penstock.common.ShopMoney"],"doc":"Import duties collected at checkout; null where none.","default":null},{"name":"tip","type":["null","penstock.common.ShopMoney"],"doc":"Gratuity; null where none.","default":null},{"name":"rounding","type":["null","penstock.common.ShopMoney"],"doc":"Cash rounding, signed; null where none.","default":null},{"name":"grandTotal","type":"penstock.common.ShopMoney","doc":"What the customer owes."}]},"doc":"Sums as the channel states them."},{"name":"tenders","type":{"type":"array","items":{"type":"record","name":"Tender","namespace":"penstock.orders","doc":"One way the customer means to pay.","fields":[{"name":"gateway","type":"string","doc":"Name of the gateway as the channel wrote it, such as shopify_payments."},{"name":"kind","type":{"type":"enum","name":"TenderKind","namespace":"penstock.orders","doc":"What sort of money it is.","symbols":["UNKNOWN","CARD","WALLET","BANK_TRANSFER","PAY_LATER","GIFT_CARD","STORE_CREDIT","CASH","CASH_ON_DELIVERY","MANUAL"],"default":"UNKNOWN"},"doc":"UNKNOWN where the gateway is not mapped."},{"name":"amount","type":["null","penstock.common.ShopMoney"],"doc":"Share of this tender; null where the channel does not say.","default":null}]}},"doc":"How the customer means to pay; what was paid comes as PaymentCaptured."},{"name":"channelReferences","type":{"type":"map","values":"string"},"doc":"Further references at the channel by name, such as checkoutId, sourceName, purchaseOrderNumber.","default":{}},{"name":"customerId","type":["null","string"],"doc":"Canonical customer id, cus_…; null for a guest.","default":null},{"name":"personal","type":["null",{"type":"record","name":"PersonalData","namespace":"penstock.common","doc":"Everything in an event that names a natural person: one place, so that it can be erased.","fields":[{"name":"subjectId","type":"string","doc":"The key of erasure: every stored copy of this record carries it. Not derived from name or address."},{"name":"name","type":["null","string"],"doc":"Full name.","default":null},{"name":"email","type":["null","string"],"doc":"E-mail address.","default":null},{"name":"phone","type":["null","string"],"doc":"Telephone number.","default":null},{"name":"locale","type":["null","string"],"doc":"Language the person reads, as a BCP 47 tag such as de-DE.","default":null},{"name":"billingAddress","type":["null",{"type":"record","name":"Address","namespace":"penstock.common","doc":"A postal address as the source wrote it.","fields":[{"name":"name","type":["null","string"],"doc":"Recipient.","default":null},{"name":"company","type":["null","string"],"doc":"Company at the address.","default":null},{"name":"line1","type":["null","string"],"doc":"Street and number.","default":null},{"name":"line2","type":["null","string"],"doc":"Second line: flat, floor, care of.","default":null},{"name":"city","type":["null","string"],"doc":"Town.","default":null},{"name":"region","type":["null","string"],"doc":"State, province or county code, such as CA; the name where the source has no code.","default":null},{"name":"postalCode","type":["null","string"],"doc":"Postal code with the blanks the source wrote.","default":null},{"name":"country","type":["null","string"],"doc":"ISO 3166-1 alpha-2 code, such as DE.","default":null},{"name":"phone","type":["null","string"],"doc":"Telephone number at the address.","default":null}]}],"doc":"Where the invoice goes.","default":null},{"name":"shippingAddress","type":["null","penstock.common.Address"],"doc":"Where the goods go.","default":null}]}],"doc":"The customer; null once erased or where the channel withholds it.","default":null},{"name":"test","type":"boolean","doc":"True for a test order of the channel: no goods, no money."},{"name":"tags","type":{"type":"array","items":"string"},"doc":"Labels the shop put on the order.","default":[]}]}',
});
