import { type Decimal, zero } from '@penstock/domain';
import type { Wanted } from './line-asked.js';
import type { OrderLines } from './order-lines.js';
import { type Ask, grantable, refusal, reserve } from './reserve.js';
import { kitsWanted, type LineDecision, outcomeOf, rejectLine, type StatedLine } from './stated-line.js';

/**
 * Reserves the parts of a kit: so many of each that whole kits can be made, or nothing.
 * @param askFor the terms for a product, by its SKU
 */
export function reserveKit(lines: OrderLines, stated: StatedLine, askFor: (sku: string | null) => Ask): LineDecision {
  const { line, own, parts } = stated;
  const wanted = kitsWanted(parts);
  if (wanted.eq(zero)) return outcomeOf(lines, stated);
  const refused = refusal(line.stock, own.row, own.row.ordered);
  if (refused) return rejectLine(lines, stated, refused);
  const { policy } = askFor(line.sku);
  const lacking = policy === 'AS_MUCH_AS_THERE_IS' ? kitsLacking(lines, parts, askFor) : zero;
  if (lacking.gte(wanted)) return rejectLine(lines, stated, 'INSUFFICIENT_STOCK');
  const undo = lines.mark();
  for (const { row, quantity } of parts) {
    // A part that left already, or was kept, is wanted for fewer kits than the others.
    const part = quantity.minus(lacking.times(row.perKit as Decimal));
    const ask: Ask = { ...askFor(row.sku), policy: 'EACH_LINE_IN_FULL' };
    const decision = reserve(stockOf(lines, row), row, ask, part.lt(zero) ? zero : part);
    if (decision.rejected) {
      undo();
      return rejectLine(lines, stated, decision.rejected);
    }
    lines.put(decision.line);
  }
  return { ...outcomeOf(lines, stated), wanted };
}

/** How many of the wanted kits cannot be promised whole: the scarcest part decides. */
const kitsLacking = (lines: OrderLines, parts: readonly Wanted[], askFor: (sku: string | null) => Ask): Decimal =>
  parts.reduce((most, { row, quantity }) => {
    const { there, beyond } = grantable(stockOf(lines, row), quantity, askFor(row.sku));
    const missing = quantity.minus(there).minus(beyond);
    if (missing.eq(zero)) return most;
    const kits = missing.div(row.perKit as Decimal).round(0, ROUND_UP);
    return kits.gt(most) ? kits : most;
  }, zero);

const ROUND_UP = 3;

const stockOf = (lines: OrderLines, { productId }: Wanted['row']) => lines.stocks.get(productId as string);
