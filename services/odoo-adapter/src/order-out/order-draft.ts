import type { Discount, OrderCreated } from '@penstock/contracts';
import { canonicalId, type Decimal, decimal, decimalText, sum } from '@penstock/domain';
import { odooTime } from '@penstock/connector-odoo';
import type { Cause } from '@penstock/messaging';
import type { Charge } from './charges.js';

/** One line as Odoo will have it: `quantity` × `price`, without Odoo's taxes and percentages, so that its sum is exact to the cent. */
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
}

/** An order ready to be written to Odoo: plain JSON, decimals as text. No personal data. */
export interface OrderDraft {
  readonly orderId: string;
  readonly orderNumber: string;
  /** Channel and the order's id there, such as `shopify:demo-shop/5001`. */
  readonly origin: string;
  /** UTC as Odoo writes it. */
  readonly placedAt: string;
  readonly currency: string;
  /** What the customer owes, by the channel. */
  readonly total: string;
  /** Canonical customer id; a guest has one per order. */
  readonly customerId: string;
  readonly lines: readonly DraftLine[];
  /** What the task continues when the order is released later by somebody else. */
  readonly cause: Cause;
}

/**
 * Turns an order into lines whose sum is the channel's total to the cent, whatever Odoo's own settings are:
 * - goods at the channel's unit price; what was taken off is a negative line of its own, since a reduced unit price need not be whole cents;
 * - tax that comes on top of prices is one line; tax contained in prices stays in them. Odoo's taxes are cleared on every line: it would
 *   compute others, and round them otherwise. Mapping them to Odoo's is a matter of its own;
 * - shipping, duties, tip and cash rounding are lines.
 * Amounts are those in the shop's currency.
 */
export function draftOf(order: OrderCreated, cause: Cause): OrderDraft {
  const { system } = order.meta.source;
  return {
    orderId: order.orderId,
    orderNumber: order.orderNumber,
    origin: `${system}/${order.channelOrderId}`,
    placedAt: odooTime(order.placedAt),
    currency: order.shopCurrency,
    total: decimalText(order.totals.grandTotal.shop.amount),
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
  order.lines.flatMap((line): DraftLine[] => {
    const externalId = `${order.orderId}_${line.lineId}`;
    const sku = skuOf(line);
    const { lineId, title: name } = line;
    const quantity = decimalText(line.quantity.amount);
    const price = decimalText(line.unitPrice.shop.amount);
    const own: DraftLine = { externalId, lineId, sku, charge: sku === null ? 'item' : null, name, quantity, price };
    return [own, ...discount(externalId, name, line.discounts)];
  });

const shipping = (order: OrderCreated): DraftLine[] =>
  order.shipping.flatMap((line, index) => {
    const externalId = `${order.orderId}_shipping_${index + 1}`;
    return [
      charge(externalId, 'shipping', line.title, line.price.shop.amount),
      ...discount(externalId, line.title, line.discounts),
    ];
  });

function rest({ orderId, totals, taxesIncluded }: OrderCreated): DraftLine[] {
  const amounts: [Charge, string, Decimal | undefined][] = [
    ['tax', 'Tax', taxesIncluded ? undefined : totals.tax.shop.amount],
    ['duties', 'Import duties', totals.duties?.shop.amount],
    ['tip', 'Tip', totals.tip?.shop.amount],
    ['rounding', 'Cash rounding', totals.rounding?.shop.amount],
  ];
  return amounts.flatMap(([kind, name, amount]) =>
    amount && !amount.eq(decimal('0')) ? [charge(`${orderId}_${kind}`, kind, name, amount)] : [],
  );
}

function discount(of: string, title: string, discounts: readonly Discount[]): DraftLine[] {
  const amount = sum(discounts.map((each) => each.amount.shop.amount));
  if (amount.eq(decimal('0'))) return [];
  const reasons = [...new Set(discounts.flatMap((each) => each.code ?? each.reason ?? []))].join(', ');
  const name = `Discount on ${title}${reasons && `: ${reasons}`}`;
  return [charge(`${of}_discount`, 'discount', name, amount.times('-1'))];
}

const charge = (externalId: string, kind: Charge, name: string, amount: Decimal): DraftLine => ({
  externalId,
  lineId: null,
  sku: null,
  charge: kind,
  name: name || kind,
  quantity: '1',
  price: decimalText(amount),
});
