import { decimalText } from '@penstock/domain';
import type { UnitsOfWork } from '@penstock/messaging';
import { inTransaction } from '@penstock/persistence';
import { levelRefs } from '../stock/stock.js';
import { proposals } from './proposals.js';

/** A transfer that somebody should make, for people. The quantity is decimal text in `unit`. */
export interface ProposalView {
  readonly productId: string;
  readonly sku: string | null;
  readonly fromLocation: string;
  readonly toLocation: string;
  readonly quantity: string;
  readonly unit: string;
}

export interface ProposalPage {
  readonly items: readonly ProposalView[];
  /** Where the next page begins; null after the last. */
  readonly next: string | null;
}

interface ShortProduct {
  readonly productId: string;
  readonly sku: string | null;
  readonly unit: string;
}

/** A page of products one of whose locations has promised more than it has. */
const SHORT = `
  SELECT product_id AS "productId", sku, coalesce(unit, 'unit') AS unit FROM product p
  WHERE product_id > $1 AND EXISTS (
    SELECT 1 FROM stock_level l WHERE l.product_id = p.product_id AND sellable
      AND l.reserved > l.on_hand - l.quarantined + l.in_transit)
  ORDER BY product_id LIMIT $2`;

/** @param limit products looked at in one page; @param after the last product of the page before */
export async function readProposals(
  units: UnitsOfWork,
  { limit, after = '' }: { limit: number; after?: string | undefined },
): Promise<ProposalPage> {
  const short = await units.database.query<ShortProduct[]>(SHORT, [after, limit]);
  const names = await namesOfLocations(units);
  const items = await units.run(undefined, async (unit) => {
    const refs = levelRefs(short.map(({ productId }) => productId));
    await unit.load(refs);
    return short.flatMap((product, i) => {
      const ref = refs[i];
      return ref === undefined ? [] : proposals(unit.children(ref)).map((one) => viewOf(product, one, names));
    });
  });
  return { items, next: short.length === limit ? (short.at(-1)?.productId ?? null) : null };
}

const viewOf = (
  { productId, sku, unit }: ShortProduct,
  { fromLocationId, toLocationId, quantity }: ReturnType<typeof proposals>[number],
  names: ReadonlyMap<string, string>,
): ProposalView => ({
  ...{ productId, sku, unit },
  fromLocation: names.get(fromLocationId) ?? fromLocationId,
  toLocation: names.get(toLocationId) ?? toLocationId,
  quantity: decimalText(quantity),
});

const namesOfLocations = (units: UnitsOfWork): Promise<Map<string, string>> =>
  inTransaction(units.database, async (transaction) => {
    const rows = await transaction.query<{ id: string; name: string }>('SELECT location_id AS id, name FROM location');
    return new Map(rows.map(({ id, name }) => [id, name]));
  });
