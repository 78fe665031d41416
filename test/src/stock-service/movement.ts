import { createHash } from 'node:crypto';
import { instantOfMillis, uuid7 } from '@penstock/domain';
import type { StockMoved } from './events.js';

/** Bytes that do not compress to nothing, as a person's note would not. */
const NOTE = createHash('shake256', { outputLength: 283 }).update('note').digest('hex');

/** A movement of about a kilobyte. */
export function movement(productId: string, delta: number, sequence: number): StockMoved {
  const now = instantOfMillis(Date.now());
  return {
    meta: {
      eventId: uuid7(),
      occurredAt: now,
      occurredZone: null,
      source: { system: 'odoo:main', channel: null },
      entity: 'main',
      correlationId: `bench-${productId}-${sequence}`,
      causationId: null,
      aggregateId: productId,
      sequence,
      mode: 'live',
    },
    productId,
    sku: `SKU-${productId}`,
    locationId: 'loc_bench',
    delta,
    unit: 'unit',
    reason: 'RECEIPT',
    attributes: Object.fromEntries(ATTRIBUTES.map((name) => [name, `${name} of ${productId}, as the source has it`])),
    note: NOTE,
  };
}

const ATTRIBUTES = ['batch', 'bin', 'operator', 'document', 'carrier'];
