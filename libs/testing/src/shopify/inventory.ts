import { demoCatalogue } from '../stand-in/demo-catalogue.js';
import type { Entry, Journal } from '../stand-in/journal.js';
import { numberedSku, portionsUpTo } from '../stand-in/numbered-products.js';

/** What the shop has of an item at its one location. */
export interface Level {
  readonly inventoryItemId: string;
  readonly sku: string;
  /** What may be sold; negative when the shop sold what it did not have. */
  readonly available: number;
  /** Sold and not yet shipped. */
  readonly committed: number;
}

const COLLECTION = 'level';

const empty = { available: 0, committed: 0 };

/** The inventory item of the n-th numbered product, from 1. */
export const numberedInventoryItem = (n: number): string => String(84_000_000_000 + n);

/** A new shop's stock: nothing available until it is told. @param numbered how many products beside the demo catalogue's */
export function seedInventory(state: Journal, numbered: number): void {
  if (state.count(COLLECTION) > 0) return;
  putLevels(
    state,
    demoCatalogue.products.map(({ sku, shopify: { inventoryItemId } }) => ({ inventoryItemId, sku, ...empty })),
  );
  for (const portion of portionsUpTo(numbered)) {
    putLevels(
      state,
      portion.map((n) => ({ inventoryItemId: numberedInventoryItem(n), sku: numberedSku(n), ...empty })),
    );
  }
}

export const levelOf = (state: Journal, inventoryItemId: string): Level | undefined =>
  state.get(COLLECTION, inventoryItemId);

export const allLevels = (state: Journal): Level[] => state.all(COLLECTION);

export const putLevels = (state: Journal, levels: readonly Level[], ...more: readonly Entry[]): void =>
  state.put(...levels.map((level) => ({ collection: COLLECTION, key: level.inventoryItemId, value: level })), ...more);

/** A sale (positive) or its cancellation (negative): moves pieces between available and committed. */
export function sold(state: Journal, sku: string, quantity: number): Level[] {
  const level = allLevels(state).find((one) => one.sku === sku);
  if (!level) return [];
  return [{ ...level, available: level.available - quantity, committed: level.committed + quantity }];
}
