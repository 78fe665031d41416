import type { CycleCountCompleted, EventMeta, LocationLinked, ProductLinked, StockAdjusted } from '@penstock/contracts';
import { decimal, type Instant, instant, instantOfMillis, uuid7 } from '@penstock/domain';

/** Where everything lies, and may be sold from. */
export const WAREHOUSE = 'loc_bench';
/** A place that nothing is sold from: what moves there changes what may be sold of nothing. */
export const DOCK = 'loc_bench_dock';

/** Before anything moves. */
const OPENED_AT = instant('2026-01-01T00:00:00Z');

export const pieces = (amount: number) => ({ amount: decimal(String(amount)), unit: 'unit' });

export const now = (): Instant => instantOfMillis(Date.now());

export const metaOf = (aggregateId: string, more: Partial<EventMeta> = {}): EventMeta => ({
  eventId: uuid7(),
  occurredAt: now(),
  occurredZone: null,
  source: { system: 'odoo:main', channel: null },
  entity: 'main',
  correlationId: `bench-${aggregateId}`,
  causationId: null,
  aggregateId,
  sequence: 1,
  mode: 'live',
  ...more,
});

const odoo = (model: string) => ({ instance: 'main', model, id: 7 });

/** The n-th product that every stand-in has, from 1. */
export const numberedProduct = (n: number): string => `prd_${String(n).padStart(6, '0')}`;

/** Of a numbered product, the SKU under which the stand-ins have it. */
export const skuOf = (productId: string): string => productId.replace('prd_', 'SKU-');

/** n of a numbered SKU. */
export const numberOf = (sku: string): number => Number(sku.replace('SKU-', ''));

export const productLinked = (productId: string): ProductLinked => ({
  meta: metaOf(productId),
  productId,
  odoo: odoo('product.product'),
  sku: skuOf(productId),
  barcode: null,
  name: `Product ${productId}`,
  unit: 'unit',
  unitStep: pieces(1).amount,
  packs: [],
  active: true,
});

export const locationLinked = (locationId: string, usage: LocationLinked['usage'] = 'INTERNAL'): LocationLinked => ({
  meta: metaOf(locationId),
  locationId,
  odoo: odoo('stock.location'),
  code: null,
  name: locationId,
  warehouseCode: 'WH',
  usage,
  active: true,
});

/** What is there in the beginning. */
export const opened = (productId: string, locationId: string, onHand: number): CycleCountCompleted => ({
  meta: metaOf(productId),
  productId,
  locationId,
  counted: pieces(onHand),
  countedAt: OPENED_AT,
  opening: true,
});

export const adjusted = (
  productId: string,
  delta: number,
  { locationId = WAREHOUSE, meta = {} }: { locationId?: string; meta?: Partial<EventMeta> } = {},
): StockAdjusted => ({
  meta: metaOf(productId, meta),
  productId,
  locationId,
  delta: pieces(delta),
  cause: delta > 0 ? 'RECEIPT' : 'SALE',
  odooMoveId: null,
  effectiveAt: now(),
});
