import type { FieldNames } from '@penstock/connector-odoo';
import { type Decimal, decimal, decimalText, zero } from '@penstock/domain';
import { Permanent } from '@penstock/messaging';
import { MODULE } from '../odoo-system.js';
import type { LoadCall } from '../order-out/sale-order-rows.js';
import { goodsLineOf } from './changed-draft.js';
import type { LineInOdoo, OrderInOdoo } from './sale-order-in-odoo.js';

/** Cells of one line by the names of its fields: `order_line/product_uom_qty`. */
type Cells = Readonly<Record<string, string>>;

/** What has to be done to a sale.order. */
export interface PlannedChange {
  /** Lines to be made or changed, all at once; null where there are none. */
  readonly load: LoadCall | null;
  /** Lines of a quotation that go: sale.order.line. A confirmed order keeps them, with nothing ordered. */
  readonly unlink: readonly number[];
  /** Lines of a confirmed order of which another quantity is wanted, with their lead times in days: their moves' deadlines are to be set anew. */
  readonly requantified: ReadonlyMap<number, Decimal>;
}

/**
 * What makes an order in Odoo be what is wanted: pure. Only lines that differ are touched, so that the same update twice changes nothing.
 * A line goes when it was removed by name, or is a charge that the order no longer has.
 * @param wanted the `load` call that would make the order anew; without any rows where all its lines are gone
 * @param orderName external id of the order with the module
 * @param lines canonical ids of the lines removed by name, and external ids of those whose product may become another: others keep theirs
 * @throws {Permanent} ORDER_LOCKED, BELOW_DELIVERED: before anything was changed
 */
export function planChange(
  order: OrderInOdoo,
  orderName: string,
  wanted: LoadCall,
  lines: { readonly removed: readonly string[]; readonly exchanged: ReadonlySet<string> },
  names: FieldNames,
): PlannedChange {
  const taxes = `order_line/${names.saleOrderLine.taxes}/.id`;
  const cells = new Map(linesOf(wanted).map((line) => [nameOf(line), line]));
  const going = [...order.lines].filter(([name]) => !cells.has(name) && goes(name, lines.removed));
  const changed = [...cells].flatMap(([name, line]) => {
    const now = order.lines.get(name);
    if (!now) return [line];
    const own = lines.exchanged.has(name) ? line : { ...line, 'order_line/product_id/.id': productOf(now) };
    return differs(now, own, taxes) ? [own] : [];
  });
  const emptied = going
    .filter(([, line]) => !line.product_uom_qty.eq(zero))
    .map(([name, line]) => emptiedCells(name, line, taxes));
  const rows = [...changed, ...emptied];
  refuseBelowDelivered(order, rows);
  const open = order.state !== 'sale';
  const unlink = open ? going.map(([, { id }]) => id) : [];
  if (order.locked && rows.length > 0)
    throw new Permanent('ORDER_LOCKED', `${order.name} is locked`, { odooName: order.name });
  const requantified = new Map(open ? [] : rows.flatMap((row) => leadOf(order.lines.get(nameOf(row)), row)));
  return { load: rows.length > 0 ? loadCall(orderName, wanted, rows) : null, unlink, requantified };
}

const leadOf = (line: LineInOdoo | undefined, row: Cells): [number, Decimal][] =>
  !line || line.product_uom_qty.eq(decimal(row['order_line/product_uom_qty'] ?? '0'))
    ? []
    : [[line.id, line.customer_lead]];

/** Rows of the wanted call, cut down to what is the line's. */
function linesOf({ fields, rows }: LoadCall): Cells[] {
  return rows.map((row) =>
    Object.fromEntries(fields.flatMap((field, i) => (field.startsWith('order_line/') ? [[field, row[i] ?? '']] : []))),
  );
}

const nameOf = (line: Cells): string => (line['order_line/id'] ?? '').slice(MODULE.length + 1);

const productOf = ({ product_id }: LineInOdoo): string => String(product_id?.id ?? '');

function goes(name: string, removed: readonly string[]): boolean {
  const lineId = goodsLineOf({ lineId: null, externalId: name });
  const isGoods = lineId !== null && name.endsWith(lineId);
  return isGoods ? removed.includes(lineId) : true;
}

function differs(now: LineInOdoo, line: Cells, taxes: string): boolean {
  const same = (field: string, value: Decimal): boolean => {
    const cell = line[`order_line/${field}`];
    return cell === undefined || value.eq(decimal(cell));
  };
  const ids = (line[taxes] ?? '').split(',').filter(Boolean).map(Number);
  return !(
    same('product_uom_qty', now.product_uom_qty) &&
    same('price_unit', now.price_unit) &&
    same('discount', now.discount) &&
    line['order_line/name'] === now.name &&
    line['order_line/product_id/.id'] === productOf(now) &&
    sorted(ids) === sorted(now.taxIds)
  );
}

const sorted = (ids: readonly number[]): string => ids.toSorted((a, b) => a - b).join();

/** Everything but the quantity as it is: in a `load` an empty cell would clear its field. */
const emptiedCells = (name: string, line: LineInOdoo, taxes: string): Cells => ({
  'order_line/id': `${MODULE}.${name}`,
  'order_line/sequence': '9999',
  'order_line/product_id/.id': productOf(line),
  'order_line/name': line.name,
  'order_line/product_uom_qty': '0',
  'order_line/price_unit': decimalText(line.price_unit),
  'order_line/discount': decimalText(line.discount),
  [taxes]: line.taxIds.join(),
});

/** More may have been shipped than was ordered; only asking for even less is refused, as Odoo does. */
function refuseBelowDelivered(order: OrderInOdoo, rows: readonly Cells[]): void {
  const below = rows.flatMap((row): [string, string][] => {
    const now = order.lines.get(nameOf(row));
    const wanted = decimal(row['order_line/product_uom_qty'] ?? '0');
    if (!now?.qty_delivered.gt(wanted) || now.product_uom_qty.eq(wanted)) return [];
    return [[nameOf(row), `ordered ${decimalText(wanted)}, delivered ${decimalText(now.qty_delivered)}`]];
  });
  if (below.length === 0) return;
  const facts = { odooName: order.name, ...Object.fromEntries(below) };
  throw new Permanent('BELOW_DELIVERED', `more of ${order.name} was delivered than is to be left`, facts);
}

/** Only the order's name beside the lines: its other fields are none of a change. */
function loadCall(orderName: string, wanted: LoadCall, lines: readonly Cells[]): LoadCall {
  const stated = wanted.rows.length > 0 ? wanted.fields : Object.keys(lines[0] ?? {});
  const own = stated.filter((field) => field.startsWith('order_line/'));
  const row = (line: Cells, i: number) => [i === 0 ? orderName : '', ...own.map((field) => line[field] ?? '')];
  return { fields: ['id', ...own], rows: lines.map(row) };
}
