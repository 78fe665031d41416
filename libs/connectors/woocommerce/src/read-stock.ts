import type { HttpClient } from '@penstock/http';
import { z } from 'zod';
import { digits, readJson } from './batch-answer.js';
import { type ByPath, byPath, idOf } from './by-path.js';
import { failureOf } from './failure.js';
import { type ProductRef, type StockOutcome, WooCommerceAnswerNotUnderstood } from './outcome.js';

/** `manage_stock` is `parent` for a variation whose product keeps the stock: it has none of its own. */
const listed = z.array(z.object({ id: digits, stock_quantity: digits.nullish().catch(null) }));

/** What a shop has of a product: null where it keeps no stock of it, undefined where it has no such product. */
export type StockRead =
  | { readonly kind: 'read'; readonly levels: readonly (number | null | undefined)[] }
  | Exclude<StockOutcome, { kind: 'accepted' }>;

/**
 * What a WooCommerce shop has now: `GET /wp-json/wc/v3/products?include=…`, and one call per parent for variations.
 * Source: https://woocommerce.github.io/woocommerce-rest-api-docs/#list-all-products
 *
 * @param refs each product at most once
 * @returns one level per product, in the same order
 * @throws {HttpUnavailable | HttpAmbiguous | WooCommerceAnswerNotUnderstood} reading changes nothing: ask again
 */
export async function readStock(client: HttpClient, refs: readonly ProductRef[]): Promise<StockRead> {
  const found = new Map<string, number | null>();
  for (const group of byPath(refs)) {
    const failure = await read(client, group, found);
    if (failure) return failure;
  }
  return { kind: 'read', levels: refs.map((ref) => found.get(idOf(ref))) };
}

async function read(client: HttpClient, { path, items }: ByPath<ProductRef>, found: Map<string, number | null>) {
  const query = {
    include: items.map(idOf).join(','),
    per_page: items.length,
    status: 'any',
    _fields: 'id,stock_quantity',
  };
  const response = await client.get(path, { query, headers: { accept: 'application/json' } });
  const failure = failureOf(response, path);
  // Variations of a product that is gone are gone, too: none of them is found.
  if (failure) return failure.kind === 'refused' && response.status === 404 ? undefined : failure;
  const result = listed.safeParse(readJson(response.body));
  if (!result.success) throw new WooCommerceAnswerNotUnderstood(response.status, response.body);
  for (const { id, stock_quantity } of result.data) {
    found.set(id, stock_quantity === null || stock_quantity === undefined ? null : Number(stock_quantity));
  }
  return undefined;
}
