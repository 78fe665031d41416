import type { RejectionReason } from '@penstock/contracts';
import { decimalText, type Instant, zero } from '@penstock/domain';
import type { Rules } from '../rules/rules.js';
import type { CustomerOrderRow } from '../reservations/customer-order.js';
import { type AskedLine, inProductUnit } from '../reservations/line-asked.js';
import type { OrderLines } from '../reservations/order-lines.js';
import { promisedTo } from '../reservations/reservation.js';
import { reserveLines } from '../reservations/reserve-lines.js';
import type { LineDecision } from '../reservations/stated-line.js';
import type { Claim } from './claim.js';
import type { LineTrouble, RefusedLine } from './outcome.js';

export type Decision =
  | { readonly kind: 'reserved'; readonly decisions: readonly LineDecision[]; readonly refused: readonly RefusedLine[] }
  /** Asked before, and the same: nothing changes. */
  | { readonly kind: 'known' }
  | { readonly kind: 'refused'; readonly refused: readonly RefusedLine[] }
  | { readonly kind: 'contradicted' }
  | { readonly kind: 'order-cancelled' };

/**
 * Decides a claim over the rows of its order and the stocks of its products. Where it gets nothing, `lines` and their stocks are afterwards as they
 * were.
 * @param asked the lines of the claim with their products
 */
export function decideClaim(
  claim: Claim,
  asked: readonly AskedLine[],
  order: CustomerOrderRow,
  lines: OrderLines,
  rules: Rules,
  now: Instant,
): Decision {
  if (order.state === 'cancelled') return { kind: 'order-cancelled' };
  const before = lines.all().filter(({ ordered }) => ordered.gt(zero));
  const isOver = ['released', 'expired', 'rejected'];
  if (order.state === 'taken' || before.some(({ state }) => !isOver.includes(state)))
    return { kind: isSame(asked, lines) ? 'known' : 'contradicted' };

  const undo = lines.mark();
  const { channel, policy, priority, backorder } = claim;
  const window = rules.ruleFor(channel, asked[0]?.sku ?? null).reservationWindowMs;
  const decisions = reserveLines(lines, asked, {
    ...{ rules, channel, priority, backorder, now, wanting: 'all' },
    policy: policy ?? 'UNKNOWN',
    expiresAt: claim.expiresAt ?? ((now + window * 1000) as Instant),
  });
  const refused = decisions.flatMap((decision, index) =>
    decision.rejected === null ? [] : [refusedLine(index, decision, decision.rejected, asked[index] as AskedLine)],
  );
  // A line that could never be reserved as it was asked for is a mistake of the request: then none of it is done.
  const isMistaken = refused.some(({ trouble }) => trouble === 'unit-mismatch' || trouble === 'quantity-not-allowed');
  const hasNothing = decisions.every(({ promised }) => promised.every((row) => promisedTo(row).eq(zero)));
  if (!isMistaken && !hasNothing) return { kind: 'reserved', decisions, refused };
  undo();
  return { kind: 'refused', refused };
}

/** Whether the order has exactly these lines already. */
function isSame(asked: readonly AskedLine[], lines: OrderLines): boolean {
  const known = lines.all().filter(({ ordered }) => ordered.gt(zero));
  return (
    known.length === asked.length &&
    asked.every(({ lineId, stock, quantity }) => lines.get(lineId).ordered.eq(inProductUnit(stock, quantity).amount))
  );
}

const TROUBLE: Partial<Record<RejectionReason, LineTrouble>> = {
  PRODUCT_INACTIVE: 'inactive-product',
  UNIT_MISMATCH: 'unit-mismatch',
  QUANTITY_NOT_ALLOWED: 'quantity-not-allowed',
  OTHER_LINE_REJECTED: 'other-line-refused',
};

function refusedLine(
  index: number,
  { available, wanted }: LineDecision,
  reason: RejectionReason,
  { sku, stock: { product }, quantity }: AskedLine,
): RefusedLine {
  const trouble = TROUBLE[reason] ?? 'insufficient-stock';
  const name = sku ?? product.productId;
  const detail = {
    'inactive-product': `${name} is archived and not sold any more.`,
    'unit-mismatch': `${name} is kept in ${product.unit ?? 'no unit yet'}, and ${quantity.unit} is no packing of it.`,
    'quantity-not-allowed': `${name} does not come in quantities such as ${decimalText(quantity.amount)}.`,
    'other-line-refused': `${name} could have been reserved, but not all lines could.`,
    'insufficient-stock': `${decimalText(wanted)} of ${name} were asked for, and ${decimalText(available)} may be promised.`,
  }[trouble as 'insufficient-stock'];
  return { index, trouble, detail, available: trouble === 'insufficient-stock' ? available : null };
}
