import type { HttpClient } from '@penstock/http';
import { z } from 'zod';
import { ShopifyAnswerNotUnderstood, sendGraphql } from './graphql.js';
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
 * @throws {HttpUnavailable} when it was not sent
 * @throws {HttpAmbiguous | ShopifyAnswerNotUnderstood} when it may have been applied: send the same again with the same key, or read
 */
export async function setInventory(client: HttpClient, push: SetInventory): Promise<SetInventoryOutcome> {
  const locationId = globalId('Location', push.locationId);
  const answer = await sendGraphql(client, MUTATION, {
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
  });
  if (answer.kind !== 'data') return answer;
  const result = payload.safeParse(answer.data);
  if (!result.success) throw new ShopifyAnswerNotUnderstood(200, JSON.stringify(answer.data));
  return outcomeOf(result.data.inventorySetQuantities.userErrors, push);
}

const STALE = new Set(['CHANGE_FROM_QUANTITY_STALE', 'COMPARE_QUANTITY_STALE']);

/** Error codes: https://shopify.dev/docs/api/admin-graphql/2026-04/enums/InventorySetQuantitiesUserErrorCode */
function outcomeOf(errors: readonly UserError[], push: SetInventory): SetInventoryOutcome {
  const fatal = errors.find(({ code }) => !code || !STALE.has(code));
  // Our own first try is still being worked on: the same again in a moment gets its answer.
  if (fatal?.code === 'IDEMPOTENCY_CONCURRENT_REQUEST') return { kind: 'throttled', retryAfterMs: 1000 };
  if (fatal) return { kind: 'refused', code: fatal.code ?? 'USER_ERROR', message: fatal.message };
  if (errors.length === 0) return { kind: 'accepted' };
  // The field is a path such as ["input", "quantities", "3", "changeFromQuantity"]; without an index it speaks of all.
  const items = errors.flatMap(({ field }) => push.quantities[Number(field?.[2])] ?? push.quantities);
  const inventoryItemIds = [...new Set(items.map((item) => plainId(item.inventoryItemId)))];
  return { kind: 'stale', inventoryItemIds, message: errors.map(({ message }) => message).join('; ') };
}
