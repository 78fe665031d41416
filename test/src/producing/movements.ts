import { randomInt } from 'node:crypto';
import type { StockAdjusted } from '@penstock/contracts';
import { canonicalId, decimal, instant } from '@penstock/domain';

/** A line of movements.jsonl. */
export interface Movement {
  readonly ref: string;
  readonly at: string;
  readonly odooProductId: number;
  readonly odooLocationId: number;
  readonly delta: string;
  readonly unit: string;
  readonly cause: StockAdjusted['cause'];
}

const ODOO_LOCATION = 8;
export const LOCATION = canonicalId('loc', 'main', 'odoo:main', String(ODOO_LOCATION));
export const productOf = ({ odooProductId }: Movement) =>
  canonicalId('prd', 'main', 'odoo:main', String(odooProductId));

/** Movements of as many products, which no other test moves; the first product moves twice. Figures are such as a float would spoil. */
export function movements(products: number): Movement[] {
  const first = randomInt(2 ** 40);
  return Array.from({ length: products + 1 }, (_, at) => ({
    ref: `test/${first}/${at}`,
    at: `2026-11-21T09:30:00.${String(123456 + at)}+01:00`,
    odooProductId: first + (at % products),
    odooLocationId: ODOO_LOCATION,
    delta: at % 2 === 0 ? '0.1' : `-${123_456_789 + at}.000000001`,
    unit: 'unit',
    cause: 'CORRECTION' as const,
  }));
}

/** What a movement must have become; its ids, sequence and trace apart. */
export const expectedOf = (movement: Movement): Omit<StockAdjusted, 'meta'> & { meta: object } => ({
  meta: {
    occurredAt: instant(movement.at),
    occurredZone: '+01:00',
    source: { system: 'till:berlin', channel: 'berlin' },
    entity: 'main',
    correlationId: movement.ref,
    causationId: null,
    aggregateId: productOf(movement),
    mode: 'live',
  },
  productId: productOf(movement),
  locationId: LOCATION,
  delta: { amount: decimal(movement.delta), unit: movement.unit },
  cause: movement.cause,
  odooMoveId: null,
  effectiveAt: instant(movement.at),
});

export const asLines = (rows: readonly object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
