import type { Environment } from '../orm/environment.js';
import type { Row } from '../orm/values.js';
import { num, ref } from '../orm/values.js';

/** Whether `location` is `top` or lies below it. */
export function isInside(env: Environment, location: number, top: number): boolean {
  for (let at = location; at; at = ref(env.find('stock.location', at)?.['location_id'])) if (at === top) return true;
  return false;
}

/** The places a question about stock covers: the context's `location` or `warehouse_id`, or all of the companies. */
function places(env: Environment): Set<number> {
  const { location, warehouse_id: warehouse } = env.context;
  const tops =
    location !== undefined
      ? [location].flat().map(Number)
      : env
          .rows('stock.warehouse')
          .filter((row) => (warehouse === undefined ? true : [warehouse].flat().includes(row.id)))
          .filter((row) => env.caller.companyIds.includes(ref(row['company_id'])))
          .map((row) => ref(row['view_location_id']));
  const inside = (row: Row): boolean => row['usage'] === 'internal' && tops.some((top) => isInside(env, row.id, top));
  return new Set(env.rows('stock.location').filter(inside).map(({ id }) => id)); // prettier-ignore
}

/** A product's figures in units: on hand, not reserved, coming, going, and what will be. */
export function availability(env: Environment, product: number) {
  const here = places(env);
  const sum = (rows: Row[], field: string): number => rows.reduce((total, row) => total + num(row[field]), 0);
  const quants = env
    .rows('stock.quant')
    .filter((row) => row['product_id'] === product && here.has(ref(row['location_id'])));
  const open = env
    .rows('stock.move')
    .filter((row) => row['product_id'] === product && !['draft', 'done', 'cancel'].includes(String(row['state'])));
  const arrives = (row: Row): boolean => here.has(ref(row['location_dest_id'])) && !here.has(ref(row['location_id']));
  const leaves = (row: Row): boolean => here.has(ref(row['location_id'])) && !here.has(ref(row['location_dest_id']));
  const onHand = sum(quants, 'quantity');
  const incoming = sum(open.filter(arrives), 'product_uom_qty');
  const outgoing = sum(open.filter(leaves), 'product_uom_qty');
  const free = onHand - sum(quants, 'reserved_quantity');
  return { onHand, free, incoming, outgoing, forecast: onHand + incoming - outgoing };
}
