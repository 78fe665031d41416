import { createHash } from 'node:crypto';
import type { SetInventory } from '@penstock/connector-shopify';
import { listingPushes } from './listing.js';
import type { Comparison } from './shopify-listings.js';

/** The call that tells Shopify so many quantities, each compared with what it is believed to have. */
export function setInventoryOf(locationId: string, comparisons: readonly Comparison[]): SetInventory {
  const [first] = comparisons;
  return {
    locationId,
    quantities: comparisons.map(({ row, changeFrom }) => ({
      inventoryItemId: row.ref,
      quantity: row.quantity,
      changeFromQuantity: changeFrom,
    })),
    idempotencyKey: keyOf(comparisons),
    referenceDocumentUri: `penstock://availability/${first?.row.productId}/${first?.row.desiredVersion}`,
  };
}

/**
 * The same for every try of the same push, and of nothing else: Shopify answers a known key with the first answer, and refuses one that comes
 * with other content. https://shopify.dev/docs/api/usage/implementing-idempotency
 */
function keyOf(comparisons: readonly Comparison[]): string {
  const hash = createHash('sha256');
  for (const { row, changeFrom } of comparisons)
    hash.update(`${listingPushes.idOf(row)} ${row.desiredVersion} ${row.compares} ${changeFrom} ${row.quantity}\n`);
  return hash
    .digest('hex')
    .slice(0, 32)
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
