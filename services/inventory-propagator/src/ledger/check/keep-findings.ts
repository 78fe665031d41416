import type { UnitOfWork } from '@penstock/messaging';
import { logger } from '@penstock/observability';
import { type FindingKind, ledgerFindings } from './balance-check.js';
import { findingsOver, findingsRaised } from './exceptions.js';
import { type Finding, troubleOf } from './finding.js';

const log = logger('inventory-propagator.ledger-check');

interface Known {
  readonly productId: string;
  readonly kind: FindingKind;
}

/** Raises what was found of some products and is new, and says of what was found before and is not there any more that it is over. */
export async function keepFindings(
  unit: UnitOfWork,
  entity: string,
  productIds: readonly string[],
  findings: readonly Finding[],
): Promise<void> {
  const known = await unit.transaction.query<Known>(
    `SELECT product_id AS "productId", kind FROM ledger_finding WHERE figures <> '' AND product_id = ANY($1::text[])`,
    [productIds],
  );
  const troubles = new Map([...known, ...findings].map((one) => [troubleOf(one), one]));
  for (const [trouble, { productId, kind }] of troubles) {
    const found = findings.filter((finding) => troubleOf(finding) === trouble);
    const row = await unit.lock(ledgerFindings.one({ productId, kind }));
    const figures = found.map(({ figure }) => figure).join('; ');
    if (figures === row.figures) continue;
    unit.save(ledgerFindings.save({ productId, kind, figures, foundAt: unit.now }));
    unit.emit(found.length === 0 ? findingsOver(entity, row) : findingsRaised(entity, row, found));
    if (found.length === 0) log.info({ productId, kind, was: row.figures }, 'the stock is in order again');
    else if (kind === 'NEGATIVE_STOCK') log.warn({ productId, figures }, 'stock stays below zero');
    else log.error({ alarm: kind, productId, figures }, 'a balance is not the sum of its movements');
  }
}
