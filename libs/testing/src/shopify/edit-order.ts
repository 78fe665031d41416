import { decimal } from '@penstock/domain';
import { z } from 'zod';
import type { Journal } from '../stand-in/journal.js';
import type { LineAmounts, OrderAmounts } from './amounts.js';
import { asJson, bareIds, nextIdOf, type PlacedOrder, priceOf, soldLine, TAKEN, type TakenOrder } from './checkout.js';
import { putLevels, sold } from './inventory.js';
import type { SoldLine } from './line-payload.js';
import { MoneyFields, type TwoSides } from './money-fields.js';
import { orderPayload, shopTime } from './order-payload.js';

/** What a merchant makes of an order: the body of `POST /_standin/orders/:id/edit`. Lines that are not named stay as they are. */
export const editInput = z.strictObject({
  lines: z.array(z.strictObject({ sku: z.string(), quantity: z.int().nonnegative(), price: z.string().optional() })),
});
export type Edit = z.input<typeof editInput>;

/**
 * Edits an order as Shopify does: its document goes on stating every unit that was ever ordered, `current_quantity` and `refunds` say what was
 * taken out again. Source: https://shopify.dev/docs/apps/build/orders-fulfillment/order-management-apps/edit-orders
 */
export function editOrder(
  state: Journal,
  placed: PlacedOrder,
  taken: TakenOrder,
  edit: z.output<typeof editInput>,
  now = new Date(),
): PlacedOrder {
  const { checkout, ids, at } = taken;
  const known = taken.lines.map((line): SoldLine => ({ ...line, price: decimal(line.price) }));
  const wanted = new Map(edit.lines.map((line) => [line.sku, line]));
  const current = new Map(placed.lines.map(({ sku, quantity }) => [sku, quantity]));
  const nowOf = (sku: string): number => wanted.get(sku)?.quantity ?? current.get(sku) ?? 0;
  // What is added to a line after units of it were removed was never ordered before: the document counts both.
  const more = known.map((line) => ({
    ...line,
    quantity: line.quantity + Math.max(0, nowOf(line.sku) - (current.get(line.sku) ?? 0)),
  }));
  const added = [...wanted.values()]
    .filter(({ sku }) => !current.has(sku))
    .map((line) => soldLine(nextIdOf(state), line));
  const lines = [...more, ...added];
  const { amounts, currencies } = priceOf(checkout, lines);
  const left = priceOf(checkout, lines.map((line) => ({ ...line, quantity: nowOf(line.sku) }))).amounts; // prettier-ignore
  const payload = orderPayload({ checkout, lines, amounts, currencies, ids, now: new Date(at) });
  const fields = new MoneyFields(left, currencies);
  const order = {
    ...payload,
    updated_at: shopTime(now),
    line_items: payload.line_items.map((line) => ({ ...line, current_quantity: nowOf(line.sku) })),
    ...fields.both('current_total_price', (side) => side.total),
    refunds: refundsOf(state, lines, nowOf, { all: amounts, left }, currencies),
  };
  const edited: PlacedOrder = {
    ...placed,
    order: bareIds(order),
    lines: lines.map(({ sku }) => ({ sku, quantity: nowOf(sku) })),
  };
  const levels = lines.flatMap(({ sku }) => sold(state, sku, nowOf(sku) - (current.get(sku) ?? 0)));
  putLevels(
    state,
    levels,
    { collection: 'order', key: placed.id, value: edited },
    { collection: TAKEN, key: placed.id, value: { ...taken, lines: lines.map(asJson) } },
  );
  return edited;
}

/** One refund of everything that was ever removed. */
function refundsOf(
  state: Journal,
  lines: readonly SoldLine[],
  nowOf: (sku: string) => number,
  { all, left }: Readonly<Record<'all' | 'left', TwoSides<OrderAmounts>>>,
  currencies: TwoSides<string>,
) {
  const removed = lines.flatMap((line, index) => {
    const units = line.quantity - nowOf(line.sku);
    return units > 0 ? [{ line, index, units }] : [];
  });
  if (removed.length === 0) return [];
  const gone = new MoneyFields({ shop: less(all.shop, left.shop), presentment: less(all.presentment, left.presentment) }, currencies); // prettier-ignore
  const refund_line_items = removed.map(({ line, index, units }) => ({
    id: nextIdOf(state),
    line_item_id: line.id,
    quantity: units,
    restock_type: 'cancel',
    ...gone.both('subtotal', ({ lines: [...each] }) => subtotal(each[index], units)),
    ...gone.both('total_tax', (side) => side.lines[index]?.tax ?? decimal('0')),
  }));
  return [{ id: nextIdOf(state), refund_line_items, order_adjustments: [], transactions: [] }];
}

const subtotal = (line: LineAmounts | undefined, units: number) =>
  line ? line.price.times(decimal(BigInt(units))).minus(line.discount) : decimal('0');

/** What the lines of one side have lost in discount and tax. */
const less = (all: OrderAmounts, left: OrderAmounts): OrderAmounts => ({
  ...all,
  lines: all.lines.map((line, i) => {
    const rest = left.lines[i] ?? line;
    return { price: line.price, discount: line.discount.minus(rest.discount), tax: line.tax.minus(rest.tax) };
  }),
});
