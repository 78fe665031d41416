import type { RejectionReason, ReservationPolicy } from '@penstock/contracts';
import { type Decimal, type Instant, zero } from '@penstock/domain';
import type { ChannelRule } from '../rules/rules.js';
import { beyondWhatIsThere, sellableOf } from '../rules/sellable.js';
import { availableOf, type Stock } from '../stock/stock.js';
import { isAllowed } from '../stock/units.js';
import { allocated, smaller } from './allocation.js';
import { promisable, withPromise } from './promise.js';
import { openOf, promisedTo, type ReservationRow } from './reservation.js';

/** On what terms stock is asked for. */
export interface Ask {
  readonly rule: ChannelRule;
  readonly policy: ReservationPolicy;
  /** Of two that wait the lower number is served first. */
  readonly priority: number;
  /** When it ends by itself; null where the order was taken. */
  readonly expiresAt: Instant | null;
  /** Whether what is not there may be promised out of goods to come, as far as the rule lets it. */
  readonly backorder: boolean;
  readonly now: Instant;
}

export interface Decision {
  readonly stock: Stock;
  readonly line: ReservationRow;
  /** What was asked for now, in the unit of the line. */
  readonly wanted: Decimal;
  readonly rejected: RejectionReason | null;
}

/**
 * Reserves for a line: all that is wanted, or nothing; under `AS_MUCH_AS_THERE_IS` what there is. The promise is made of the product, so that a
 * line is never refused while the locations together have enough, nor promised what they have not; locations then share it out.
 * @param line in the unit of the product
 * @param wanted beyond what it was promised before
 */
export function reserve(
  stock: Stock,
  line: ReservationRow,
  ask: Ask,
  wanted: Decimal = openOf(line).minus(promisedTo(line)),
): Decision {
  const own = { ...line, productId: stock.product.productId, waitingSku: null };
  if (wanted.lte(zero)) return { stock, line: settled(own), wanted: zero, rejected: null };
  const rejected = refusal(stock, line, wanted);
  if (rejected) return { stock, line: refused(own), wanted, rejected };
  const { there, beyond } = grantable(stock, wanted, ask);
  const granted = there.plus(beyond);
  const enough = ask.policy === 'AS_MUCH_AS_THERE_IS' ? granted.gt(zero) : granted.eq(wanted);
  if (!enough) return { stock, line: refused(own), wanted, rejected: 'INSUFFICIENT_STOCK' };
  const backordered = own.backordered.plus(beyond);
  const next: ReservationRow = {
    ...own,
    state: backordered.gt(zero) ? 'waiting' : 'reserved',
    reserved: own.reserved.plus(there),
    backordered,
    allocations: allocated(own.allocations, stock.levels, there, ask.rule.locationOrder),
    expiresAt: ask.expiresAt,
    priority: ask.priority,
    askedAt: own.askedAt ?? ask.now,
  };
  return { stock: withPromise(stock, own, next), line: next, wanted, rejected: null };
}

/** What a product can give of what is wanted: out of what is there, and beyond it. */
export function grantable(
  stock: Stock,
  wanted: Decimal,
  { rule, backorder, now }: Ask,
): { readonly there: Decimal; readonly beyond: Decimal } {
  const there = whole(stock, smaller(promisable(stock), wanted));
  if (!backorder) return { there, beyond: zero };
  const beyond = beyondWhatIsThere(sellableOf(stock)?.expected ?? [], rule, now);
  const left = beyond.minus(stock.product.backordered);
  return { there, beyond: left.lte(zero) ? zero : whole(stock, smaller(left, wanted.minus(there))) };
}

/** The largest quantity up to this one that the product's unit allows. */
export function whole({ product }: Stock, quantity: Decimal): Decimal {
  if (isAllowed(product, quantity)) return quantity;
  const step = product.unitStep;
  return step !== null && step.gt(zero) ? quantity.minus(quantity.mod(step)) : quantity.round(0, ROUND_DOWN);
}

const ROUND_DOWN = 0;

/** Why a quantity of a product may not be asked for at all; null where it may. */
export function refusal(
  { product }: Stock,
  { unit }: Pick<ReservationRow, 'unit'>,
  wanted: Decimal,
): RejectionReason | null {
  if (!product.active) return 'PRODUCT_INACTIVE';
  if (product.unit !== null && product.unit !== unit) return 'UNIT_MISMATCH';
  return isAllowed(product, wanted) ? null : 'QUANTITY_NOT_ALLOWED';
}

/** A line that got nothing; what it was promised before it keeps. */
const refused = (line: ReservationRow): ReservationRow =>
  promisedTo(line).gt(zero) ? settled(line) : { ...line, state: 'rejected', expiresAt: null };

/**
 * The waiting line with as much of what it waits for as has come.
 * @param order where goods are taken from first
 */
export function served(stock: Stock, line: ReservationRow, order: readonly string[]): ReservationRow {
  const available = availableOf(stock);
  const there = available.lte(zero) ? zero : whole(stock, smaller(available, line.backordered));
  if (there.eq(zero)) return line;
  const backordered = line.backordered.minus(there);
  return {
    ...line,
    state: backordered.gt(zero) ? 'waiting' : 'reserved',
    reserved: line.reserved.plus(there),
    backordered,
    allocations: allocated(line.allocations, stock.levels, there, order),
  };
}

/** The line in the state that its quantities say; one that was promised nothing keeps how that ended. */
export function settled(line: ReservationRow): ReservationRow {
  if (line.backordered.gt(zero)) return { ...line, state: 'waiting' };
  if (line.reserved.gt(zero)) return { ...line, state: 'reserved' };
  const isOpen = openOf(line).gt(zero);
  const ended = { ...line, waitingSku: null, expiresAt: null, allocations: [], askedAt: null };
  switch (line.state) {
    case 'held':
      return isOpen ? line : { ...ended, state: endOf(line) };
    case 'kit':
      return line;
    case 'reserved':
    case 'waiting':
      return { ...ended, state: endOf(line) };
    case 'expected':
      return isOpen || line.ordered.eq(zero) ? line : { ...ended, state: endOf(line) };
    default:
      return line;
  }
}

/** How a line ends that is promised nothing any more. */
export const endOf = ({ shipped }: ReservationRow): 'consumed' | 'released' =>
  shipped.gt(zero) ? 'consumed' : 'released';
