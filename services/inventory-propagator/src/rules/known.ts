import type { Transaction } from '@penstock/persistence';
import { type Known, skusIn } from './compile-rules.js';
import type { RulesDocument } from './rules-document.js';

/** What a document is checked against, as it is now. */
export async function knownFor(
  transaction: Transaction,
  document: RulesDocument,
  channels: readonly string[],
): Promise<Known> {
  const locations = await transaction.query<Known['locations'][number]>(
    `SELECT location_id AS "locationId", name FROM location WHERE known ORDER BY name, location_id`,
  );
  const found = await transaction.query<{ sku: string }>(
    'SELECT sku FROM catalog_sku WHERE product_id IS NOT NULL AND sku = ANY($1)',
    [skusIn(document)],
  );
  return { channels, locations, skus: new Set(found.map(({ sku }) => sku)) };
}
