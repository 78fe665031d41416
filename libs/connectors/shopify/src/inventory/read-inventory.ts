import type { HttpClient } from '@penstock/http';
import { z } from 'zod';
import { globalId, plainId } from './global-id.js';
import { ShopifyAnswerNotUnderstood, sendGraphql } from './graphql.js';
import { CostBudget } from './cost-budget.js';
import type { Denied, InventoryLevel } from './outcome.js';

const QUERY = `query ReadAvailable($ids: [ID!]!, $locationId: ID!) {
  nodes(ids: $ids) {
    ... on InventoryItem {
      id
      inventoryLevel(locationId: $locationId) { quantities(names: ["available"]) { name quantity } }
    }
  }
}`;

const quantities = z.array(z.object({ name: z.string(), quantity: z.number().int() }));
const payload = z.object({
  nodes: z.array(z.object({ id: z.string(), inventoryLevel: z.object({ quantities }).nullable() }).nullable()),
});

export type ReadInventoryOutcome =
  | { readonly kind: 'read'; readonly levels: readonly InventoryLevel[] }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }
  | Denied
  | { readonly kind: 'throttled'; readonly retryAfterMs: number };

/**
 * What Shopify has available now, one level per item asked for, in the order asked.
 * Source: https://shopify.dev/docs/api/admin-graphql/2026-04/objects/InventoryLevel
 *
 * @param inventoryItemIds at most 250
 * @param budget of the client's shop; without one, only an answer throttles
 * @throws {HttpUnavailable | HttpAmbiguous | ShopifyAnswerNotUnderstood} reading changes nothing: ask again
 */
export async function readInventory(
  client: HttpClient,
  locationId: string,
  inventoryItemIds: readonly string[],
  budget: CostBudget = new CostBudget(),
): Promise<ReadInventoryOutcome> {
  const ids = inventoryItemIds.map((id) => globalId('InventoryItem', id));
  const variables = { ids, locationId: globalId('Location', locationId) };
  const cost = { operation: `ReadAvailable ${ids.length}`, guess: 2 + ids.length };
  const answer = await sendGraphql(client, { query: QUERY, variables, ...cost }, budget);
  if (answer.kind !== 'data') return answer;
  const result = payload.safeParse(answer.data);
  if (!result.success) throw new ShopifyAnswerNotUnderstood(200, JSON.stringify(answer.data));
  const known = new Map(result.data.nodes.flatMap((node) => (node ? [[plainId(node.id), node] as const] : [])));
  const levels = inventoryItemIds.map((id): InventoryLevel => {
    const level = known.get(plainId(id))?.inventoryLevel;
    const available = level?.quantities.find(({ name }) => name === 'available')?.quantity ?? null;
    return { inventoryItemId: plainId(id), available };
  });
  return { kind: 'read', levels };
}
