import { decimal } from '@penstock/domain';
import type { Transaction } from '@penstock/persistence';
import { resolve, type Resolved } from '../identifiers/resolve.js';
import type { Named } from './claim.js';

const ONE = decimal('1');

/**
 * What each line of each request names, in the same order, without locks: whoever uses an answer looks again under the lock of the product. Only
 * products that exist are named, since locking one that does not would make it.
 */
export async function resolveNames(
  transaction: Transaction,
  requests: readonly (readonly Named[])[],
): Promise<Resolved[][]> {
  const all = requests.flat();
  const byId = all.flatMap((name) => ('productId' in name ? [name.productId] : []));
  const others = all.flatMap((name) => ('productId' in name ? [] : [name]));
  const known = await existing(transaction, byId);
  const resolved = (await resolve(transaction, others)).values();
  const next = (name: Named): Resolved => {
    if (!('productId' in name)) return resolved.next().value ?? { kind: 'unknown' };
    const { productId } = name;
    return known.has(productId) ? { kind: 'product', productId, unit: null, contains: ONE } : { kind: 'unknown' };
  };
  return requests.map((names) => names.map(next));
}

async function existing(transaction: Transaction, productIds: readonly string[]): Promise<Set<string>> {
  if (productIds.length === 0) return new Set();
  const rows = await transaction.query<{ id: string }>(
    'SELECT product_id AS id FROM product WHERE product_id = ANY($1::text[]) AND name IS NOT NULL',
    [productIds],
    'products that are linked',
  );
  return new Set(rows.map(({ id }) => id));
}
