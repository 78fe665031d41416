import type { Once } from '@penstock/messaging';

export const APPLY_COUNT = 'odoo-adapter.apply-count';

export interface ApplyCount {
  readonly countId: string;
}

/** Asks for a count to be applied, once for ever. First counts of one product and place made at once double the stock on 19: never two in flight. */
export const wantCount = (countId: string, productId: string, locationId: string): Once => ({
  task: APPLY_COUNT,
  naturalKey: countId,
  document: `${productId} ${locationId}`,
  payload: { countId } satisfies ApplyCount,
});
