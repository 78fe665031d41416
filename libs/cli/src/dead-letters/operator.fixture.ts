import { StockAdjusted } from '@penstock/contracts';
import { decimal } from '@penstock/domain';
import { defineHandler, done, Permanent } from '@penstock/messaging';
import { aMessage, aMeta } from '@penstock/messaging/testing';

/** Locations whose movements cannot be applied, while they are in here. */
export const broken = new Set<string>();

/** A handler that fails for what is broken and has no effect otherwise. */
export const onStockAdjusted = defineHandler({
  id: 'stock-watch.stock-adjusted',
  on: StockAdjusted,
  handle(event) {
    if (broken.has(event.locationId))
      throw new Permanent('UNKNOWN_LOCATION', `location ${event.locationId} is not linked`, {
        location: event.locationId,
      });
    return done({});
  },
});

export function movement(productId: string, locationId: string, offset: number) {
  const meta = aMeta({ aggregateId: productId });
  const delta = { amount: decimal('2.50'), unit: 'unit' };
  const content = { productId, locationId, delta, cause: 'COUNT' as const, odooMoveId: null };
  return aMessage(StockAdjusted, { meta, ...content, effectiveAt: meta.occurredAt } as StockAdjusted, {
    offset: BigInt(offset),
  });
}
