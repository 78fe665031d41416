import type { Quantity } from '@penstock/contracts';
import { type Decimal, zero } from '@penstock/domain';
import { amountIn } from '../stock/units.js';
import type { Stock } from '../stock/stock.js';
import { givenUp } from './give-up.js';
import type { OrderLines } from './order-lines.js';
import { openOf, partIdOf, promisedTo, type ReservationRow } from './reservation.js';

/** One part of a kit: how much of a product one kit takes, in the unit of that product. */
export interface KitPart {
  readonly productId: string;
  readonly quantity: Decimal;
}

/** A line of which stock is asked for, or of which another quantity is asked for than before. */
export interface AskedLine {
  readonly lineId: string;
  readonly sku: string | null;
  /** Must be among the stocks of the lines. */
  readonly stock: Stock;
  /** What it is made of, where it is a kit; none where it is not. */
  readonly parts: readonly KitPart[];
  /** The whole of it, in the unit of the product or one of its packs. */
  readonly quantity: Quantity;
}

/**
 * Of what is open of a line that is not promised yet, what is asked for now: `all` of it; or, where a whole order is stated `again`, what it was
 * raised by, since what a person gave up of it on purpose is not asked for again.
 */
export type Wanting = 'all' | 'again';

/** A line or a part of one, with its new quantity, and what is to be reserved for it. */
export interface Wanted {
  readonly row: ReservationRow;
  readonly quantity: Decimal;
  /** What it was promised beyond its new quantity; it has been given up. */
  readonly released: Decimal;
}

/** The line with another quantity. What is promised beyond that is given up. */
export function asked(
  line: ReservationRow,
  own: Partial<ReservationRow> & Pick<ReservationRow, 'ordered'>,
  wanting: Wanting,
): Wanted {
  const next = { ...line, ...own };
  const { line: row, released } = givenUp(next, promisedTo(next).minus(openOf(next)));
  const missing = openOf(row).minus(promisedTo(row));
  // A line that waited for its product was not asked for yet.
  if (wanting === 'all' || line.state === 'held') return { row, quantity: missing, released };
  const raised = openOf(row).minus(openOf(line));
  if (raised.eq(zero)) return { row, quantity: zero, released };
  // A line that got nothing is another question once it is another quantity.
  const afresh = line.state === 'rejected' || line.state === 'expired';
  const quantity = afresh || raised.gt(missing) ? missing : raised;
  return { row, quantity: quantity.lt(zero) ? zero : quantity, released };
}

/** What is asked for, in the unit of the product; as it stands where the product does not know the unit. */
export function inProductUnit({ product }: Stock, quantity: Quantity): Quantity {
  const amount = amountIn(product, quantity);
  return amount === undefined ? quantity : { amount, unit: product.unit ?? quantity.unit };
}

/** The row of a line that is no kit, with what left for it before anybody said what it is. */
export function plainLine(lines: OrderLines, lineId: string): ReservationRow {
  const line = lines.get(lineId);
  const early = lines.partsOf(lineId).filter(({ perKit, shipped }) => perKit === null && shipped.gt(zero));
  let { shipped } = line;
  for (const part of early) {
    shipped = shipped.plus(part.shipped);
    lines.put({ ...part, shipped: zero, state: 'released' });
  }
  return early.length === 0 ? line : { ...line, shipped };
}

/** The parts of a kit's line: as it has them, where it was promised them or the kit is still made so; or else as the kit is made now. */
export function partRows(lines: OrderLines, lineId: string, parts: readonly KitPart[]): ReservationRow[] {
  const kept = lines.partsOf(lineId).filter(({ perKit }) => perKit !== null);
  const isKept = kept.some((part) => promisedTo(part).gt(zero) || part.shipped.gt(zero)) || isMadeOf(kept, parts);
  if (kept.length > 0 && isKept) return kept;
  for (const part of kept) lines.put({ ...part, ordered: zero, cancelled: zero, state: 'released' });
  return parts.map(({ productId, quantity }) => ({
    ...lines.get(partIdOf(lineId, productId)),
    ...{ productId, perKit: quantity, kitLineId: lineId, state: 'expected' as const },
  }));
}

const isMadeOf = (rows: readonly ReservationRow[], parts: readonly KitPart[]): boolean =>
  rows.length === parts.length &&
  parts.every(({ productId, quantity }) =>
    rows.some((row) => row.productId === productId && row.perKit?.eq(quantity) === true),
  );
