import type { UnitOfWork } from '@penstock/messaging';
import { type KitComponentRow, kitComponents, partsOf } from '../kits/kit-component.js';
import { lockStocks } from '../stock/lock-stocks.js';
import type { Stock } from '../stock/stock.js';

/** Everything a review computes with, under lock. */
export interface ReviewScope {
  /** The products asked for, the kits they are parts of, and all parts of those kits. */
  readonly stocks: ReadonlyMap<string, Stock>;
  /** By kit. */
  readonly parts: ReadonlyMap<string, readonly KitComponentRow[]>;
}

interface Part {
  readonly kit: string;
  readonly part: string;
}

/** Read before anything is locked, to know what to lock. */
const NAMED = `
  SELECT kit_product_id AS kit, component_product_id AS part FROM kit_component
  WHERE quantity > 0 AND kit_product_id IN (
    SELECT kit_product_id FROM kit_component WHERE component_product_id = ANY($1) AND quantity > 0
    UNION SELECT unnest($1::text[]))`;

/** Locks products with the kits they are parts of and all parts of those, in the order of their ids, and reads what belongs to them. */
export async function lockScope(unit: UnitOfWork, productIds: readonly string[]): Promise<ReviewScope> {
  const named = await unit.transaction.query<Part>(NAMED, [productIds]);
  const kits = [...new Set([...productIds, ...named.map(({ kit }) => kit)])];
  const stocks = await lockStocks(unit, [...new Set([...kits, ...named.map(({ part }) => part)])]);
  // Once more, and this time nobody can change them.
  const refs = kits.map((kit) => kitComponents.children('kitProductId', kit));
  await unit.load(refs);
  const rows = partsOf(refs.flatMap((ref) => unit.children(ref)));
  return { stocks, parts: Map.groupBy(rows, ({ kitProductId }) => kitProductId) };
}
