import type { HttpClient } from '@penstock/http';
import { z } from 'zod';
import { ShopifyAnswerNotUnderstood, sendGraphql } from './graphql.js';
import { CostBudget } from './cost-budget.js';
import { globalId, plainId } from './global-id.js';
import type { SetInventory, SetInventoryOutcome } from './outcome.js';

const MUTATION = `mutation SetAvailable($input: InventorySetQuantitiesInput!, $key: String!) {
  inventorySetQuantities(input: $input) @idempotent(key: $key) {
    inventoryAdjustmentGroup { createdAt referenceDocumentUri }
    userErrors { code field message }
  }
}`;

const payload = z.object({
  inventorySetQuantities: z.object({
    userErrors: z.array(
      z.object({ code: z.string().nullable(), field: z.array(z.string()).nullable(), message: z.string() }),
    ),
  }),
});

type UserError = z.output<typeof payload>['inventorySetQuantities']['userErrors'][number];

/**
 * Tells Shopify what it may sell at a location, by compare-and-swap: all quantities of the call, or none.
 * Source: https://shopify.dev/docs/api/admin-graphql/2026-04/mutations/inventorySetQuantities and, for the key,
 * https://shopify.dev/docs/api/usage/implementing-idempotency
 *
 * @param budget of the client's shop; without one, only an answer throttles
 * @throws {HttpUnavailable} when it was not sent
 * @throws {HttpAmbiguous | ShopifyAnswerNotUnderstood} when it may have been applied: send the same again with the same key, or read
 */
export async function setInventory(
  client: HttpClient,
  push: SetInventory,
  budget: CostBudget = new CostBudget(),
): Promise<SetInventoryOutcome> {
  const locationId = globalId('Location', push.locationId);
  const variables = {
    key: push.idempotencyKey,
    input: {
      name: 'available',
      reason: 'correction',
      referenceDocumentUri: push.referenceDocumentUri,
      quantities: push.quantities.map(({ inventoryItemId, quantity, changeFromQuantity }) => ({
        inventoryItemId: globalId('InventoryItem', inventoryItemId),
        locationId,
        quantity,
        changeFromQuantity,
      })),
    },
  };
  // A mutation costs ten points, whatever its input: https://shopify.dev/docs/api/usage/limits#cost-calculation
  const call = { query: MUTATION, variables, operation: 'SetAvailable', guess: 10 };
  const answer = await sendGraphql(client, call, budget);
  if (answer.kind === 'refused') return { ...answer, inventoryItemIds: [] };
  if (answer.kind !== 'data') return answer;
  const result = payload.safeParse(answer.data);
  if (!result.success) throw new ShopifyAnswerNotUnderstood(200, JSON.stringify(answer.data));
  return outcomeOf(result.data.inventorySetQuantities.userErrors, push);
}

const STALE = new Set(['CHANGE_FROM_QUANTITY_STALE', 'COMPARE_QUANTITY_STALE']);

/** Error codes: https://shopify.dev/docs/api/admin-graphql/2026-04/enums/InventorySetQuantitiesUserErrorCode */
function outcomeOf(errors: readonly UserError[], push: SetInventory): SetInventoryOutcome {
  const fatal = errors.filter(({ code }) => !code || !STALE.has(code));
  const [first] = fatal;
  // Our own first try is still being worked on: the same again in a moment gets its answer.
  if (first?.code === 'IDEMPOTENCY_CONCURRENT_REQUEST') return { kind: 'throttled', retryAfterMs: 1000 };
  if (first) {
    const inventoryItemIds = itemsOf(fatal, push, []);
    return { kind: 'refused', code: first.code ?? 'USER_ERROR', message: first.message, inventoryItemIds };
  }
  if (errors.length === 0) return { kind: 'accepted' };
  const inventoryItemIds = itemsOf(errors, push, push.quantities);
  return { kind: 'stale', inventoryItemIds, message: errors.map(({ message }) => message).join('; ') };
}

/**
 * The items that errors are about. The field is a path such as `["input", "quantities", "3", "changeFromQuantity"]`.
 * @param unnamed what an error without an index is about
 */
function itemsOf(errors: readonly UserError[], push: SetInventory, unnamed: SetInventory['quantities']): string[] {
  const items = errors.flatMap(({ field }) => push.quantities[Number(field?.[2])] ?? unnamed);
  return [...new Set(items.map((item) => plainId(item.inventoryItemId)))];
}
