import type { Discount, OrderCreated, OrderLine, ShippingLine } from '@penstock/contracts';
import { canonicalId, type Decimal, decimalText, zero } from '@penstock/domain';
import { odooTime } from '@penstock/connector-odoo';
import type { Cause } from '@penstock/messaging';
import type { Charge } from './charges.js';
import { reasonsOf, reductionOf } from './discounts.js';

/** A tax in the channel's words: what it is in Odoo is looked up when the order is written. */
export interface DraftTax {
  readonly title: string;
  /** Fraction, a decimal as text. */
  readonly rate: string;
  readonly included: boolean;
}

/** One line as Odoo will have it: `quantity` × `price`, less `discount` percent. */
export interface DraftLine {
  /** Name in module `penstock` of ir.model.data. */
  readonly externalId: string;
  /** Canonical id of the order line; null for a charge. */
  readonly lineId: string | null;
  /** The product by SKU, or the charge it is. */
  readonly sku: string | null;
  readonly charge: Charge | null;
  readonly name: string;
  /** Decimals as text. */
  readonly quantity: string;
  readonly price: string;
  readonly discount: string;
  readonly taxes: readonly DraftTax[];
  /** The way of delivery that a line of shipping is, in the channel's words; null for every other line. */
  readonly shipping: Pick<ShippingLine, 'title' | 'code' | 'carrier'> | null;
}

/** An order ready to be written to Odoo: plain JSON, decimals as text. No personal data. */
export interface OrderDraft {
  readonly orderId: string;
  readonly orderNumber: string;
  /** Decides which company takes the order. */
  readonly channel: string | null;
  /** Channel and the order's id there, such as `shopify:demo-shop/5001`. */
  readonly origin: string;
  /** UTC as Odoo writes it. */
  readonly placedAt: string;
  readonly currency: string;
  /** What the customer owes, by the channel. */
  readonly total: string;
  /** All taxes in it, by the channel, whether or not prices contain them. */
  readonly tax: string;
  /** Canonical customer id; a guest has one per order. */
  readonly customerId: string;
  readonly lines: readonly DraftLine[];
  /** What the task continues when the order is released later by somebody else. */
  readonly cause: Cause;
}

/**
 * Turns an order into the lines of a sale.order:
 * - goods at the channel's unit price with the taxes that the channel names, which Odoo computes itself; what was taken off as
 *   {@link reductionOf} says;
 * - shipping, with its own taxes; duties, tip and cash rounding, which have none.
 * Whether Odoo comes to the channel's total and tax is compared before it is confirmed. Amounts are those in the shop's currency.
 */
export function draftOf(order: OrderCreated, cause: Cause): OrderDraft {
  const { system, channel } = order.meta.source;
  return {
    orderId: order.orderId,
    orderNumber: order.orderNumber,
    channel,
    origin: `${system}/${order.channelOrderId}`,
    placedAt: odooTime(order.placedAt),
    currency: order.shopCurrency,
    total: decimalText(order.totals.grandTotal.shop.amount),
    tax: decimalText(order.totals.tax.shop.amount),
    customerId: order.customerId ?? canonicalId('cus', order.meta.entity, system, `order:${order.channelOrderId}`),
    lines: [...goods(order), ...shipping(order), ...rest(order)],
    cause,
  };
}

/** Blanks around a SKU are typing errors; a line without one cannot be a product of the shop. */
export const skuOf = (line: { readonly sku: string | null }): string | null => line.sku?.trim() || null;

export const skusOf = (order: OrderCreated): string[] =>
  [...new Set(order.lines.flatMap((line) => skuOf(line) ?? []))].sort();

const goods = (order: OrderCreated): DraftLine[] =>
  order.lines.flatMap((line) => {
    const sku = skuOf(line);
    const own: DraftLine = {
      ...charge(`${order.orderId}_${line.lineId}`, 'item', line.title, line.unitPrice.shop.amount, line.taxes),
      ...{ lineId: line.lineId, sku, quantity: decimalText(line.quantity.amount) },
      charge: sku === null ? 'item' : null,
    };
    return reduced(own, line.unitPrice.shop.amount.times(line.quantity.amount), line.discounts);
  });

const shipping = (order: OrderCreated): DraftLine[] =>
  order.shipping.flatMap(({ title, code, carrier, price, taxes, discounts }, index) => {
    const externalId = `${order.orderId}_shipping_${index + 1}`;
    const own = {
      ...charge(externalId, 'shipping', title, price.shop.amount, taxes),
      shipping: { title, code, carrier },
    };
    return reduced(own, price.shop.amount, discounts);
  });

function rest({ orderId, totals }: OrderCreated): DraftLine[] {
  const amounts: [Charge, string, Decimal | undefined][] = [
    ['duties', 'Import duties', totals.duties?.shop.amount],
    ['tip', 'Tip', totals.tip?.shop.amount],
    ['rounding', 'Cash rounding', totals.rounding?.shop.amount],
  ];
  return amounts.flatMap(([kind, name, amount]) =>
    amount && !amount.eq(zero) ? [charge(`${orderId}_${kind}`, kind, name, amount, [])] : [],
  );
}

/** A line, and what was taken off it. */
function reduced(line: DraftLine, gross: Decimal, discounts: readonly Discount[]): DraftLine[] {
  const reduction = reductionOf(gross, discounts);
  const reasons = reasonsOf(discounts);
  if ('percent' in reduction) {
    const name = reduction.percent === '0' || !reasons ? line.name : `${line.name}\nDiscount: ${reasons}`;
    return [{ ...line, name, discount: reduction.percent }];
  }
  const name = `Discount on ${line.name}${reasons && `: ${reasons}`}`;
  const off = charge(`${line.externalId}_discount`, 'discount', name, reduction.line, []);
  return [line, { ...off, taxes: line.taxes }];
}

const charge = (
  externalId: string,
  kind: Charge,
  name: string,
  price: Decimal,
  taxes: OrderLine['taxes'],
): DraftLine => ({
  externalId,
  lineId: null,
  sku: null,
  charge: kind,
  name: name || kind,
  quantity: '1',
  price: decimalText(price),
  discount: '0',
  taxes: taxes.map(({ title, rate, included }) => ({ title, rate: decimalText(rate), included })),
  shipping: null,
});
