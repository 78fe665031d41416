import type { EventMeta, Money, Quantity } from '@penstock/contracts';
import { decimalText, type Instant, isoOf, moneyText, zero } from '@penstock/domain';
import { Permanent } from '../errors.js';
import { liesAhead, recordedAt } from '../inbox/meta-rules.js';

/**
 * Rules that the contents of several events share, for handlers to put their own together from. Each throws {@link Permanent} with a code, the
 * facts, and a sentence that tells the producer what to do: what is wrong in an event is put right by another event.
 */

const textOf = ({ amount, unit }: Quantity): string => `${decimalText(amount)} ${unit}`;

/** @throws {Permanent} LINE_TWICE: it would be worked on once, or twice, and either may be wrong */
export function mustNameLinesOnce<L>(lines: readonly L[], idOf: (line: L) => string): void {
  if (lines.length < 2) return;
  const seen = new Set<string>();
  for (const line of lines) {
    const lineId = idOf(line);
    if (seen.has(lineId))
      throw new Permanent('LINE_TWICE', `line ${lineId} is named twice: name it once, with the whole quantity`, {
        lineId,
      });
    seen.add(lineId);
  }
}

/**
 * @param what the field, and whose it is, such as `quantity of line orl_1`
 * @throws {Permanent} UNIT_MISSING, QUANTITY_NEGATIVE
 */
export function mustBeQuantity(quantity: Quantity, what: () => string): void {
  mustHaveUnit(quantity, what);
  if (quantity.amount.lt(zero))
    throw new Permanent('QUANTITY_NEGATIVE', `${what()} is ${textOf(quantity)}: it cannot be below zero`, {
      quantity: textOf(quantity),
    });
}

/** @throws {Permanent} UNIT_MISSING, QUANTITY_NOT_POSITIVE */
export function mustBePositive(quantity: Quantity, what: () => string): void {
  mustHaveUnit(quantity, what);
  if (!quantity.amount.gt(zero))
    throw new Permanent(
      'QUANTITY_NOT_POSITIVE',
      `${what()} is ${textOf(quantity)}: it must be above zero; what is nothing is left out`,
      { quantity: textOf(quantity) },
    );
}

/** @throws {Permanent} UNIT_MISSING */
export function mustHaveUnit({ amount, unit }: Quantity, what: () => string): void {
  if (unit === '')
    throw new Permanent('UNIT_MISSING', `${what()} has no unit: name it, "unit" for pieces`, {
      quantity: decimalText(amount),
    });
}

/** @throws {Permanent} CURRENCY_MISMATCH, MONEY_NEGATIVE */
export function mustBePriceIn(currency: string, money: Money, what: () => string): void {
  if (money.currency !== currency)
    throw new Permanent('CURRENCY_MISMATCH', `${what()} is ${moneyText(money)}, and the event says ${currency}`, {
      amount: moneyText(money),
      currency,
    });
  if (money.amount.lt(zero))
    throw new Permanent('MONEY_NEGATIVE', `${what()} is ${moneyText(money)}: it cannot be below zero`, {
      amount: moneyText(money),
    });
}

/**
 * @param field that states when something happened
 * @throws {Permanent} INSTANT_IN_FUTURE, judged by the time inside the event's id
 */
export function mustHaveHappened(meta: EventMeta, at: Instant, field: string): void {
  if (liesAhead(meta, at))
    throw new Permanent(
      'INSTANT_IN_FUTURE',
      `${field} is ${isoOf(at)}, and the event's id was made at ${isoOf(recordedAt(meta))}: give the time in UTC, and look at the clock`,
      { [field]: isoOf(at) },
    );
}
