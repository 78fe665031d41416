import type { ReservationPolicy } from '@penstock/contracts';
import { type Instant, zero } from '@penstock/domain';
import type { Rules } from '../rules/rules.js';
import type { AskedLine, Wanting } from './line-asked.js';
import type { OrderLines } from './order-lines.js';
import { reserveKit } from './reserve-kit.js';
import { type Ask, reserve } from './reserve.js';
import { type LineDecision, outcomeOf, rejectLine, type StatedLine, stateLine } from './stated-line.js';

/** On what terms the lines of one order are asked for. */
export interface Terms {
  readonly rules: Rules;
  /** Whose rules serve it; null where no channel is concerned. */
  readonly channel: string | null;
  /** `UNKNOWN`: what the rules of the channel say. */
  readonly policy: ReservationPolicy;
  readonly priority: number;
  /** Null: it does not end by itself. */
  readonly expiresAt: Instant | null;
  readonly backorder: boolean;
  readonly now: Instant;
  readonly wanting: Wanting;
}

/**
 * Asks for lines of one order: each in full, all of them or none, or as much of each as there is. What a line was promised before it keeps,
 * whatever becomes of it and of the others.
 */
export function reserveLines(lines: OrderLines, all: readonly AskedLine[], terms: Terms): LineDecision[] {
  const stated = all.map((line) => stateLine(lines, line, terms));
  const policy = policyOf(all, terms);
  const undo = lines.mark();
  const decisions = stated.map((line) => decide(lines, line, terms, policy));
  if (policy !== 'ALL_LINES_OR_NONE' || decisions.every(({ rejected }) => rejected === null)) return decisions;
  undo();
  return decisions.map(({ rejected, wanted }, i) => {
    const line = stated[i] as StatedLine;
    if (rejected === null && wanted.eq(zero)) return outcomeOf(lines, line);
    return rejectLine(lines, line, rejected ?? 'OTHER_LINE_REJECTED');
  });
}

/** Where the request leaves it open, the rules for its first line speak for the order. */
const policyOf = (all: readonly AskedLine[], { policy, rules, channel }: Terms): ReservationPolicy =>
  policy === 'UNKNOWN' ? rules.ruleFor(channel, all[0]?.sku ?? null).policy : policy;

function decide(lines: OrderLines, stated: StatedLine, terms: Terms, policy: ReservationPolicy): LineDecision {
  const askFor = (sku: string | null): Ask => ({ ...terms, policy, rule: terms.rules.ruleFor(terms.channel, sku) });
  if (stated.isKit) return reserveKit(lines, stated, askFor);
  const { line, own } = stated;
  const stock = lines.stocks.get(line.stock.product.productId);
  const { line: row, wanted, rejected } = reserve(stock, own.row, askFor(line.sku), own.quantity);
  lines.put(row);
  return { ...outcomeOf(lines, stated), wanted, rejected };
}
