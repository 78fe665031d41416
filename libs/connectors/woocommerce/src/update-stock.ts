import type { HttpClient } from '@penstock/http';
import { stringify } from 'lossless-json';
import { readBatchAnswer } from './batch-answer.js';
import { type ByPath, byPath, idOf } from './by-path.js';
import { failureOf } from './failure.js';
import type { StockChange, StockOutcome } from './outcome.js';

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
  let held: StockOutcome | undefined;
  for (const batch of byPath(changes)) {
    const answers = held ?? (await send(client, batch));
    for (const change of batch.items) outcomes.set(change, typeof answers === 'function' ? answers(change) : answers);
    // What the shop's host throttles, or the shop does not let in, is not asked again for each of the other paths.
    if (typeof answers !== 'function' && answers.kind !== 'refused') held = answers;
  }
  return changes.map((change) => outcomes.get(change) ?? notSent);
}

const notSent: StockOutcome = { kind: 'refused', code: 'not_sent', message: 'the change was in no batch' };

async function send(
  client: HttpClient,
  { path, items }: ByPath<StockChange>,
): Promise<((change: StockChange) => StockOutcome) | StockOutcome> {
  const update = items.map((change) => ({
    id: Number(idOf(change)),
    manage_stock: true, // without it the shop takes the quantity and ignores it
    stock_quantity: change.quantity,
  }));
  const response = await client.post(`${path}/batch`, stringify({ update }) ?? '', {
    headers: { 'content-type': 'application/json', accept: 'application/json' },
  });
  const failure = failureOf(response, path);
  if (failure) return failure;
  const answers = readBatchAnswer(response.body, new Map(items.map((change) => [idOf(change), change.quantity])));
  return (change) => answers.get(idOf(change)) ?? notSent;
}
