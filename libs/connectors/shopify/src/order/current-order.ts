import type { OrderLine, OrderTotals } from '@penstock/contracts';
import type { LinePayload } from '../payload/order-payload.js';
import type { Problem } from '../payload/problem.js';
import { differs } from './balance.js';
import type { OrderContext } from './lines.js';
import { unitsLeft } from './units-left.js';
import { totalsLeft, whatIsLeft } from './what-is-left.js';

/** A line of the payload and what was read from it. */
export interface ReadLine {
  readonly payload: LinePayload;
  readonly line: OrderLine;
  readonly pointer: string;
}

/** The order as it is now. */
export interface CurrentOrder {
  readonly lines: readonly OrderLine[];
  /** Canonical ids of the lines of which nothing is left. */
  readonly removedLines: readonly string[];
  readonly totals: OrderTotals;
  readonly problems: readonly Problem[];
}

/**
 * Shopify's document goes on stating an order with everything that was ever on it; this takes out what was removed before it was delivered,
 * and proves the rest by the shop's own current total. That cannot be done where the shop's sum leaves something out that the order keeps:
 * goods that were returned, shipping that was given back.
 */
export function currentOrder(context: OrderContext, read: readonly ReadLine[], totals: OrderTotals): CurrentOrder {
  const { order, money } = context;
  const lines = read.map(({ payload, line, pointer }) => whatIsLeft(money, line, unitsLeft(order, payload), pointer));
  const left = totalsLeft(money, totals, lines, order.taxes_included);
  const comparable =
    lines.every(({ units }) => units.backAgain === 0) &&
    order.refunds.every((each) => each.order_adjustments.length === 0);
  const stated =
    (order.current_total_price_set ?? order.current_total_price) && comparable
      ? money.required('/current_total_price', order.current_total_price_set, order.current_total_price)
      : null;
  const parts = 'the lines that are left, shipping and tax';
  return {
    lines: lines.flatMap(({ line }) => line ?? []),
    removedLines: lines.flatMap(({ taken, line }) => (line ? [] : [taken.lineId])),
    totals: left,
    problems: stated ? differs('current_total_price', stated.presentment, parts, left.grandTotal.presentment) : [],
  };
}
