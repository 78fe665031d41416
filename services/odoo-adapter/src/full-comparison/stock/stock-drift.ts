import { ExceptionRaised, StockAdjusted } from '@penstock/contracts';
import { canonicalId, decimalText, type Instant } from '@penstock/domain';
import { type Outgoing, say } from '@penstock/messaging';
import { type OdooSystem, systemName } from '../../odoo-system.js';
import type { StockDifference } from './differences.js';

/** What becomes of a difference that stays: ledgers are told the difference, or only a person is told of it. */
export type DriftPolicy = 'correct' | 'report';

/** Stock in Odoo is another than all its moves say, such as after somebody wrote a quantity directly. */
export const stockDrift = (
  odoo: OdooSystem,
  { productId, locationId, inOdoo, told, difference }: StockDifference,
  policy: DriftPolicy,
  now: Instant,
): Outgoing<ExceptionRaised> =>
  say(ExceptionRaised, {
    // Each time it drifts is a trouble of its own.
    exceptionId: canonicalId('exc', odoo.entity, systemName(odoo), `STOCK_DRIFT:${productId}:${locationId}:${now}`),
    kind: 'STOCK_DRIFT',
    severity: policy === 'correct' ? 'WARNING' : 'ERROR',
    subject: productId,
    message: `Odoo has ${decimalText(inOdoo)} in stock where its moves make ${decimalText(told)}.`,
    amount: null,
    facts: {
      ...{ locationId, inOdoo: decimalText(inOdoo), told: decimalText(told), difference: decimalText(difference) },
      policy,
    },
    remedy:
      policy === 'correct'
        ? 'Nothing: ledgers follow Odoo. Find out who changed the stock without a move, and count the place.'
        : 'Count the place in Odoo, which makes a move that ledgers follow.',
  });

/** The difference as a movement that no move line in Odoo stands for. */
export const driftCorrection = (
  { productId, locationId, difference }: StockDifference,
  unit: string,
  now: Instant,
): Outgoing<StockAdjusted> =>
  say(StockAdjusted, {
    ...{ productId, locationId, cause: 'CORRECTION' as const, odooMoveId: null, effectiveAt: now },
    delta: { amount: difference, unit },
  });
