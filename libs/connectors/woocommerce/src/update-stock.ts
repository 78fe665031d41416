import type { HttpClient } from '@penstock/http';
import { stringify } from 'lossless-json';
import { readBatchAnswer, readRefusal } from './batch-answer.js';
import { type StockChange, type StockOutcome, WooCommerceAnswerNotUnderstood } from './outcome.js';

/** "By default it's limited to up to 100 objects": https://woocommerce.github.io/woocommerce-rest-api-docs/#batch-update-products */
const MAX_BATCH = 100;

interface Batch {
  readonly path: string;
  readonly changes: readonly StockChange[];
}

/**
 * Tells a WooCommerce shop what it may sell: `POST /wp-json/wc/v3/products/batch`, and one call per parent for variations.
 * The client authenticates with Basic: consumer key and secret (`auth: { kind: 'basic', … }`).
 *
 * @param changes each product at most once
 * @returns one outcome per change, in the same order
 * @throws {HttpUnavailable | HttpAmbiguous | WooCommerceAnswerNotUnderstood} some may be applied; levels are absolute, send all again
 */
export async function updateStock(client: HttpClient, changes: readonly StockChange[]): Promise<StockOutcome[]> {
  const outcomes = new Map<StockChange, StockOutcome>();
  for (const batch of batchesOf(changes)) {
    const answers = await send(client, batch);
    for (const change of batch.changes) outcomes.set(change, answers(change));
  }
  return changes.map((change) => outcomes.get(change) ?? notSent);
}

const notSent: StockOutcome = { kind: 'refused', code: 'not_sent', message: 'the change was in no batch' };

function batchesOf(changes: readonly StockChange[]): Batch[] {
  const byPath = Map.groupBy(changes, ({ productId, variationId }) =>
    variationId === undefined
      ? '/wp-json/wc/v3/products/batch'
      : `/wp-json/wc/v3/products/${productId}/variations/batch`,
  );
  return [...byPath].flatMap(([path, all]) =>
    Array.from({ length: Math.ceil(all.length / MAX_BATCH) }, (_, i) => ({
      path,
      changes: all.slice(i * MAX_BATCH, (i + 1) * MAX_BATCH),
    })),
  );
}

const idOf = ({ productId, variationId }: StockChange): string => variationId ?? productId;

async function send(client: HttpClient, { path, changes }: Batch): Promise<(change: StockChange) => StockOutcome> {
  const update = changes.map((change) => ({
    id: Number(idOf(change)),
    manage_stock: true, // without it the shop takes the quantity and ignores it
    stock_quantity: change.quantity,
  }));
  const response = await client.post(path, stringify({ update }) ?? '', {
    headers: { 'content-type': 'application/json', accept: 'application/json' },
  });
  if (response.status === 429) {
    const seconds = Number(response.headers['retry-after'] ?? '5');
    return () => ({ kind: 'throttled', retryAfterMs: Number.isFinite(seconds) ? seconds * 1000 : 5000 });
  }
  if (response.status >= 500) throw new WooCommerceAnswerNotUnderstood(response.status, response.body);
  if (response.status >= 400) {
    const refusal = readRefusal(response.status, response.body);
    return () => refusal;
  }
  const answers = readBatchAnswer(response.body, new Map(changes.map((change) => [idOf(change), change.quantity])));
  return (change) => answers.get(idOf(change)) ?? notSent;
}
