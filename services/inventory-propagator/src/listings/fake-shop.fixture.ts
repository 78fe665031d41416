import type { InventoryLevel, SetInventory, SetInventoryOutcome } from '@penstock/connector-shopify';
import type { ShopifyInventory } from './shopify-listings.js';

/** A shop that compares and swaps as Shopify does, and answers a known key as it did before. */
export class FakeShop implements ShopifyInventory {
  readonly pushes: SetInventory[] = [];
  readonly available: Map<string, number>;
  private readonly answers = new Map<string, SetInventoryOutcome>();
  refuses: string | null = null;
  /** Whether a refusal names what it is about. */
  names = true;

  constructor(available: Record<string, number>) {
    this.available = new Map(Object.entries(available));
  }

  async set(push: SetInventory): Promise<SetInventoryOutcome> {
    this.pushes.push(push);
    const answer = this.answers.get(push.idempotencyKey) ?? this.apply(push);
    this.answers.set(push.idempotencyKey, answer);
    return answer;
  }

  async read(ids: readonly string[]) {
    const levels: InventoryLevel[] = ids.map((id) => ({
      inventoryItemId: id,
      available: this.available.get(id) ?? null,
    }));
    return { kind: 'read' as const, levels };
  }

  private apply({ quantities }: SetInventory): SetInventoryOutcome {
    if (quantities.some(({ inventoryItemId }) => inventoryItemId === this.refuses))
      return {
        kind: 'refused',
        code: 'INVALID_INVENTORY_ITEM',
        message: 'no such item',
        inventoryItemIds: this.names ? [String(this.refuses)] : [],
      };
    const wrong = quantities.filter(
      ({ inventoryItemId, changeFromQuantity }) =>
        changeFromQuantity !== null && this.available.get(inventoryItemId) !== changeFromQuantity,
    );
    if (wrong.length > 0)
      return { kind: 'stale', inventoryItemIds: wrong.map((one) => one.inventoryItemId), message: 'another quantity' };
    for (const one of quantities) this.available.set(one.inventoryItemId, one.quantity);
    return { kind: 'accepted' };
  }
}
