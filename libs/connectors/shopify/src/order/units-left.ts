import type { LinePayload, OrderPayload, RefundLinePayload } from '../payload/order-payload.js';

/** What happened to the units of a line since it was ordered. */
export interface UnitsLeft {
  /** Units the customer gets, or got. */
  readonly left: number;
  /** Units that were taken out before they were delivered. */
  readonly removed: number;
  /** The refund lines of the removed units, where they account for all of them: they carry the exact amounts. */
  readonly refunds: readonly RefundLinePayload[] | null;
  /** Units that the shop no longer counts, although the order keeps them: returned, or delivered and refunded. */
  readonly backAgain: number;
}

/**
 * How many units of a line the order still asks for. `current_quantity` counts every refunded unit out, also one that was delivered and came
 * back: that is a matter of a return and not of the order, so it is counted in again.
 * Source: https://shopify.dev/docs/api/admin-graphql/latest/objects/LineItem (`quantity`, `currentQuantity`) and
 * https://shopify.dev/docs/api/admin-rest/latest/resources/refund (`restock_type`)
 */
export function unitsLeft(order: OrderPayload, line: LinePayload): UnitsLeft {
  const refunds = order.refunds
    .flatMap((refund) => refund.refund_line_items)
    .filter(({ line_item_id: of }) => of === line.id);
  const taken = refunds.filter(({ restock_type: type }) => type !== 'return');
  const returned = unitsOf(refunds) - unitsOf(taken);
  const current = line.current_quantity ?? line.quantity;
  const left = Math.min(line.quantity, Math.max(current + returned, fulfilled(order, line)));
  const removed = line.quantity - left;
  return { left, removed, refunds: unitsOf(taken) === removed ? taken : null, backAgain: left - current };
}

const fulfilled = (order: OrderPayload, line: LinePayload): number =>
  order.fulfillments
    .filter(({ status }) => status !== 'cancelled' && status !== 'failure' && status !== 'error')
    .flatMap((fulfillment) => fulfillment.line_items)
    .reduce((all, { id, quantity }) => (id === line.id ? all + quantity : all), 0);

const unitsOf = (lines: readonly { readonly quantity: number }[]): number =>
  lines.reduce((all, { quantity }) => all + quantity, 0);
