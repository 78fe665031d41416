import type { Condition, Odoo } from '../site/json-rpc.js';

type Reference = readonly [id: number, name: string];

interface Written {
  readonly id: number;
  readonly write_date: string;
}

export interface OrderRow extends Written {
  readonly name: string;
  readonly state: string;
  readonly client_order_ref: string | false;
  readonly amount_total: number;
  readonly amount_tax: number;
  readonly currency_id: Reference;
  readonly partner_id: Reference;
  /** UTC, `2026-11-20 18:00:01`. */
  readonly date_order: string;
}

export interface LineRow extends Written {
  readonly order_id: Reference;
  readonly product_id: Reference | false;
  readonly product_uom_qty: number;
  readonly qty_delivered: number;
}

export interface MoveRow extends Written {
  readonly picking_id: Reference | false;
  readonly sale_line_id: Reference | false;
  readonly product_id: Reference;
  readonly state: string;
  readonly product_uom_qty: number;
  readonly quantity: number;
  readonly location_dest_id: Reference;
}

export interface PickingRow extends Written {
  readonly name: string;
  readonly state: string;
  readonly sale_id: Reference | false;
}

export interface PartnerRow extends Written {
  readonly name: string;
  readonly email: string | false;
  readonly parent_id: Reference | false;
}

export interface QuantRow extends Written {
  readonly product_id: Reference;
  readonly location_id: Reference;
  readonly quantity: number;
}

export interface ProductRow extends Written {
  readonly default_code: string;
}

/** Everything of a day that Odoo holds, read through its own API. */
export interface Snapshot {
  readonly orders: readonly OrderRow[];
  readonly lines: readonly LineRow[];
  readonly pickings: readonly PickingRow[];
  readonly moves: readonly MoveRow[];
  readonly partners: readonly PartnerRow[];
  readonly products: readonly ProductRow[];
  /** Of the day's products, in places that hold stock. */
  readonly quants: readonly QuantRow[];
  /** `sale.order 42` by external id without its module. */
  readonly externalIds: ReadonlyMap<string, string>;
  /** Ids of the places that are customers'. */
  readonly customerPlaces: ReadonlySet<number>;
}

const ORDER = ['name', 'state', 'client_order_ref', 'amount_total', 'amount_tax', 'currency_id', 'partner_id', 'date_order', 'write_date'] as const; // prettier-ignore
const LINE = ['order_id', 'product_id', 'product_uom_qty', 'qty_delivered', 'write_date'] as const;
const PICKING = ['name', 'state', 'sale_id', 'write_date'] as const;
const MOVE = ['picking_id', 'sale_line_id', 'product_id', 'state', 'product_uom_qty', 'quantity', 'location_dest_id', 'write_date'] as const; // prettier-ignore

/** @param run begins the names of all that belongs to the day */
export async function readDay(odoo: Odoo, run: string): Promise<Snapshot> {
  const ofRun = (field: string): Condition => [field, 'like', `${run}-`];
  const orders = await odoo.find<OrderRow>('sale.order', [ofRun('client_order_ref')], ORDER);
  const among = (field: string, rows: readonly { id: number }[]): Condition => [field, 'in', rows.map(({ id }) => id)];
  const lines = await odoo.find<LineRow>('sale.order.line', [among('order_id', orders)], LINE);
  const pickings = await odoo.find<PickingRow>('stock.picking', [among('sale_id', orders)], PICKING);
  const products = await odoo.find<ProductRow>('product.product', [ofRun('default_code')], ['default_code', 'write_date']); // prettier-ignore
  const stored: Condition = ['location_id.usage', '=', 'internal'];
  const fields = ['product_id', 'location_id', 'quantity', 'write_date'] as const;
  const customers = await odoo.find<{ id: number }>('stock.location', [['usage', '=', 'customer']], ['id']);
  return {
    ...{ orders, lines, pickings, products },
    moves: await odoo.find<MoveRow>('stock.move', [among('picking_id', pickings)], MOVE),
    partners: await odoo.find<PartnerRow>('res.partner', [ofRun('email')], ['name', 'email', 'parent_id', 'write_date']), // prettier-ignore
    quants: await odoo.find<QuantRow>('stock.quant', [among('product_id', products), stored], fields),
    externalIds: await readExternalIds(odoo, [...orders, ...lines]),
    customerPlaces: new Set(customers.map(({ id }) => id)),
  };
}

async function readExternalIds(odoo: Odoo, records: readonly { id: number }[]): Promise<ReadonlyMap<string, string>> {
  type Found = { name: string; model: string; res_id: number };
  const domain = [
    ['module', '=', 'penstock'],
    ['model', 'in', ['sale.order', 'sale.order.line']],
    ['res_id', 'in', records.map(({ id }) => id)],
  ] as const;
  const found = await odoo.find<Found>('ir.model.data', domain, ['name', 'model', 'res_id']);
  return new Map(found.map(({ name, model, res_id: id }) => [name, `${model} ${id}`]));
}

/** What differs between two readings, a sentence for each record that was made, changed or deleted in between. */
export function changesBetween(before: Snapshot, after: Snapshot): string[] {
  const was = recordsOf(before);
  const is = recordsOf(after);
  return [
    ...[...is].flatMap(([record, content]) =>
      !was.has(record) ? [`${record} was made`] : was.get(record) === content ? [] : [`${record} was changed`],
    ),
    ...[...was.keys()].filter((record) => !is.has(record)).map((record) => `${record} was deleted`),
  ];
}

function recordsOf(snapshot: Snapshot): ReadonlyMap<string, string> {
  const { orders, lines, pickings, moves, partners, quants, products } = snapshot;
  const kinds = { 'sale.order': orders, 'sale.order.line': lines, 'stock.picking': pickings, 'stock.move': moves, 'res.partner': partners, 'stock.quant': quants, 'product.product': products }; // prettier-ignore
  return new Map(
    Object.entries(kinds).flatMap(([model, rows]: [string, readonly { id: number }[]]) =>
      rows.map((row): [string, string] => [`${model} ${row.id}`, JSON.stringify(row)]),
    ),
  );
}
