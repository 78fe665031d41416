import { z } from 'zod';
import { demoCatalogue } from '../stand-in/demo-catalogue.js';
import type { Journal } from '../stand-in/journal.js';
import { type Level, levelOf, putLevels } from './inventory.js';

const gid = (type: string) => z.string().regex(new RegExp(`^gid://shopify/${type}/\\d+$`));

/** https://shopify.dev/docs/api/admin-graphql/2026-04/input-objects/InventorySetQuantitiesInput */
export const setQuantitiesInput = z.strictObject({
  name: z.enum(['available', 'on_hand']),
  reason: z.string(),
  referenceDocumentUri: z.string().optional(),
  quantities: z
    .array(
      z.strictObject({
        inventoryItemId: gid('InventoryItem'),
        locationId: gid('Location'),
        quantity: z.int(),
        changeFromQuantity: z.int().nullable(),
      }),
    )
    .max(250),
});

type Input = z.output<typeof setQuantitiesInput>;

interface UserError {
  readonly code: string;
  readonly field: readonly string[] | null;
  readonly message: string;
}

interface Payload {
  readonly inventoryAdjustmentGroup: {
    readonly createdAt: string;
    readonly referenceDocumentUri: string | null;
  } | null;
  readonly userErrors: readonly UserError[];
}

const idIn = (globalId: string): string => globalId.slice(globalId.lastIndexOf('/') + 1);

/** Applies all quantities or none, once per idempotency key: the same key gets the same answer, with other content an error. */
export function setQuantities(state: Journal, key: string, input: Input): Payload {
  const content = JSON.stringify(input);
  const earlier = state.get<{ content: string; payload: Payload }>('idempotency', key);
  if (earlier) return earlier.content === content ? earlier.payload : refused([MISMATCH]);
  const userErrors = input.quantities.flatMap((_, index) => errorOf(state, input, index));
  const payload = userErrors.length > 0 ? refused(userErrors) : accepted(input);
  const levels = userErrors.length > 0 ? [] : input.quantities.flatMap((one) => changed(state, one));
  putLevels(state, levels, { collection: 'idempotency', key, value: { content, payload } });
  return payload;
}

const MISMATCH: UserError = {
  code: 'IDEMPOTENCY_KEY_PARAMETER_MISMATCH',
  field: null,
  message: 'The same idempotency key cannot be used with different operation parameters.',
};

const refused = (userErrors: readonly UserError[]): Payload => ({ inventoryAdjustmentGroup: null, userErrors });

const accepted = ({ referenceDocumentUri }: Input): Payload => ({
  inventoryAdjustmentGroup: { createdAt: new Date().toISOString(), referenceDocumentUri: referenceDocumentUri ?? null },
  userErrors: [],
});

function changed(state: Journal, { inventoryItemId, quantity }: Input['quantities'][number]): Level[] {
  const level = levelOf(state, idIn(inventoryItemId));
  return level ? [{ ...level, available: quantity }] : [];
}

function errorOf(state: Journal, { quantities }: Input, index: number): UserError[] {
  const one = quantities[index];
  if (!one) return [];
  const error = (code: string, name: string, message: string): UserError[] => [
    { code, field: ['input', 'quantities', String(index), name], message },
  ];
  const level = levelOf(state, idIn(one.inventoryItemId));
  if (!level)
    return error('INVALID_INVENTORY_ITEM', 'inventoryItemId', 'The specified inventory item could not be found.');
  if (idIn(one.locationId) !== demoCatalogue.shopify.locationId) {
    return error('INVALID_LOCATION', 'locationId', 'The specified location could not be found.');
  }
  if (quantities.findIndex((other) => other.inventoryItemId === one.inventoryItemId) < index) {
    const message = 'The combination of inventoryItemId and locationId must be unique.';
    return error('NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR', 'inventoryItemId', message);
  }
  if (one.changeFromQuantity !== null && one.changeFromQuantity !== level.available) {
    const message = 'The changeFromQuantity argument no longer matches the persisted quantity.';
    return error('CHANGE_FROM_QUANTITY_STALE', 'changeFromQuantity', message);
  }
  return [];
}
