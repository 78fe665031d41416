import { isoOf } from '@penstock/domain';
import type { DayOrder } from '../plan/day.js';
import { amountText } from '../plan/money.js';
import type { LineRow, OrderRow, Snapshot } from './snapshot.js';
import type { Verdict } from './verdict.js';

/** Every order exactly once, by its external id, with exactly its lines, its total to the cent and its own date. */
export function checkOrders(orders: readonly DayOrder[], found: Snapshot): Partial<Verdict> {
  const lost: string[] = [];
  const doubled: string[] = [];
  const wrong: string[] = [];
  const byNumber = Map.groupBy(found.orders, ({ client_order_ref: number }) => number);
  const linesOf = Map.groupBy(found.lines, ({ order_id: [id] }) => id);
  for (const order of orders) {
    const rows = byNumber.get(order.orderNumber) ?? [];
    const [row] = rows;
    if (row === undefined) {
      if (!order.expected.mayBeAbsent)
        lost.push(`${order.orderNumber} (${order.orderId}, ${order.life}) is not in Odoo`);
    } else {
      if (rows.length > 1) doubled.push(`${order.orderNumber} is in Odoo ${rows.length} times: ${namesOf(rows)}`);
      if (found.externalIds.get(order.orderId) !== `sale.order ${row.id}`)
        wrong.push(`${nameOf(order, row)} has not the external id penstock.${order.orderId}`);
      wrong.push(...differences(order, row));
      const lines = compareLines(order, row, linesOf.get(row.id) ?? [], found);
      lost.push(...lines.lost);
      doubled.push(...lines.doubled);
      wrong.push(...lines.wrong);
    }
  }
  const known = new Set(orders.map(({ orderNumber }) => orderNumber));
  const strange = found.orders.filter(({ client_order_ref: number }) => !known.has(String(number)));
  doubled.push(...strange.map(({ name }) => `${name} is in Odoo, and nobody ordered it`));
  return { lost, doubled, wrong };
}

export const nameOf = ({ orderNumber, life }: DayOrder, { name }: Pick<OrderRow, 'name'>): string =>
  `${orderNumber} (${name}, ${life})`;

const namesOf = (rows: readonly OrderRow[]): string => rows.map(({ name }) => name).join(', ');

function differences(order: DayOrder, row: OrderRow): string[] {
  const { state, total, tax } = order.expected;
  const must: [what: string, wanted: string, is: string][] = [
    ['state', state, row.state],
    ['currency', order.channel.currency, row.currency_id[1]],
    ['date', isoOf(order.placedAt).slice(0, 19).replace('T', ' '), row.date_order],
    ['total', amountText(total), row.amount_total.toFixed(2)],
    ['tax', amountText(tax), row.amount_tax.toFixed(2)],
  ];
  return must
    .filter(([, wanted, is]) => wanted !== is)
    .map(([what, wanted, is]) => `${nameOf(order, row)}: ${what} is ${is} instead of ${wanted}`);
}

function compareLines(order: DayOrder, row: OrderRow, rows: readonly LineRow[], found: Snapshot) {
  const lost: string[] = [];
  const wrong: string[] = [];
  const ours = new Set<number>();
  const skus = new Map(found.products.map(({ id, default_code: sku }) => [id, sku]));
  for (const line of order.expected.lines) {
    const named = found.externalIds.get(`${order.orderId}_${line.lineId}`);
    const is = rows.find(({ id }) => named === `sale.order.line ${id}`);
    const name = `${nameOf(order, row)}: line ${line.lineId} of ${line.sku}`;
    if (is === undefined) {
      if (line.ordered > 0) lost.push(`${name} is not in Odoo`);
      continue;
    }
    ours.add(is.id);
    const sku = is.product_id === false ? undefined : skus.get(is.product_id[0]);
    if (sku !== line.sku) wrong.push(`${name} sells ${sku}`);
    if (is.product_uom_qty !== line.ordered)
      wrong.push(`${name} has ${is.product_uom_qty} pieces instead of ${line.ordered}`);
    const delivered = line.shipped - line.returned;
    if (is.qty_delivered !== delivered) wrong.push(`${name} has ${is.qty_delivered} delivered instead of ${delivered}`);
  }
  const isGoods = ({ product_id: product }: LineRow): boolean => product !== false && skus.has(product[0]);
  const spare = rows.filter((each) => isGoods(each) && !ours.has(each.id));
  const doubled = spare.map(
    ({ id, product_uom_qty: pieces }) => `${nameOf(order, row)}: sale.order.line ${id} (${pieces}) is one too many`,
  );
  return { lost, wrong, doubled };
}
