import { type Decimal, zero } from '@penstock/domain';
import type { Wanted } from './line-asked.js';
import type { OrderLines } from './order-lines.js';
import { type Ask, grantable, refusal, reserve } from './reserve.js';
import { kitsOf, kitsWanted, type LineDecision, outcomeOf, rejectLine, type StatedLine } from './stated-line.js';

/**
 * Reserves the parts of a kit: so many of each that whole kits can be made, or nothing.
 * @param askFor the terms for a product, by its SKU
 */
export function reserveKit(lines: OrderLines, stated: StatedLine, askFor: (sku: string | null) => Ask): LineDecision {
  const { line, own, parts } = stated;
  const wanted = kitsWanted(parts);
  if (wanted.eq(zero)) return outcomeOf(lines, stated);
  const refused = refusal(line.stock, own.row, wanted);
  if (refused) return rejectLine(lines, stated, refused);
  const { policy } = askFor(line.sku);
  const kits = policy === 'AS_MUCH_AS_THERE_IS' ? kitsPossible(lines, parts, askFor, wanted) : wanted;
  if (kits.eq(zero)) return rejectLine(lines, stated, 'INSUFFICIENT_STOCK');
  const undo = lines.mark();
  for (const { row, quantity } of parts) {
    const most = kits.times(row.perKit as Decimal);
    const ask: Ask = { ...askFor(row.sku), policy: 'EACH_LINE_IN_FULL' };
    const decision = reserve(stockOf(lines, row), row, ask, quantity.lt(most) ? quantity : most);
    if (decision.rejected) {
      undo();
      return rejectLine(lines, stated, decision.rejected);
    }
    lines.put(decision.line);
  }
  return { ...outcomeOf(lines, stated), wanted };
}

/** Whole kits that can be promised: the scarcest part decides. */
const kitsPossible = (
  lines: OrderLines,
  parts: readonly Wanted[],
  askFor: (sku: string | null) => Ask,
  wanted: Decimal,
): Decimal =>
  parts.reduce((fewest, { row, quantity }) => {
    if (quantity.eq(zero)) return fewest;
    const { there, beyond } = grantable(stockOf(lines, row), quantity, askFor(row.sku));
    const kits = kitsOf(there.plus(beyond), row);
    return kits.lt(fewest) ? kits : fewest;
  }, wanted);

const stockOf = (lines: OrderLines, { productId }: Wanted['row']) => lines.stocks.get(productId as string);
