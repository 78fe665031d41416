/** What Shopify made of a push. Expected outcomes are values; a call without an answer is thrown (see `@penstock/http`). */
export type SetInventoryOutcome =
  | { readonly kind: 'accepted' }
  /** A quantity was not what `changeFromQuantity` said: a sale is in flight. Nothing of the call was applied. */
  | { readonly kind: 'stale'; readonly inventoryItemIds: readonly string[]; readonly message: string }
  /** It will not be accepted as it is: a wrong item, location or quantity. Nothing of the call was applied; the items are those that are wrong, none where Shopify names none. */
  | {
      readonly kind: 'refused';
      readonly code: string;
      readonly message: string;
      readonly inventoryItemIds: readonly string[];
    }
  | Denied
  /** Not applied; may be sent again, with the same key, after the wait. */
  | { readonly kind: 'throttled'; readonly retryAfterMs: number };

/** The shop lets us in no more, whatever the item: a person must look at the access token, or at the shop. */
export interface Denied {
  readonly kind: 'denied';
  readonly code: string;
  readonly message: string;
}

/** One quantity to set. Ids are Shopify's numbers as text (`"101"`) or global ids (`"gid://shopify/InventoryItem/101"`). */
export interface InventoryQuantity {
  readonly inventoryItemId: string;
  /** Whole units available to sell. */
  readonly quantity: number;
  /** What Shopify is believed to have now; null to set whatever it has. */
  readonly changeFromQuantity: number | null;
}

export interface SetInventory {
  readonly locationId: string;
  /** At most 250; each item at most once. */
  readonly quantities: readonly InventoryQuantity[];
  /** The same for every try of the same push, another for any other push. */
  readonly idempotencyKey: string;
  /** Why, for Shopify's own history, as a URI of ours such as `penstock://availability/prd_…/17`. */
  readonly referenceDocumentUri: string;
}

/** What a location has of an item; null when the item is unknown or not stocked there. */
export interface InventoryLevel {
  readonly inventoryItemId: string;
  readonly available: number | null;
}
