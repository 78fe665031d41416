import type { StoryEvent, StoryException, StoryMove, StoryRequest, StoryTask } from './story.js';

/** Stock that changed for no order: a count that was reported and what Odoo made of it, or a move that people made there. */
export interface StockStory {
  /** Null where nobody reported it to us: counted, received, scrapped or transferred in Odoo. */
  readonly count: StoryCount | null;
  /** The move that Odoo booked, such as `stock.move,9`; null where it booked none, or a previous version took it over and it is not known yet. */
  readonly record: string | null;
  readonly productId: string;
  readonly sku: string | null;
  /** Such as `product.product,5`. */
  readonly product: string | null;
  /** Goods that moved, as announced. A count of no difference moved none. */
  readonly moves: readonly StoryMove[];
  readonly exceptions: readonly StoryException[];
  readonly tasks: readonly StoryTask[];
  /** Every change that was asked of Odoo, oldest first. */
  readonly requests: readonly StoryRequest[];
  readonly events: readonly StoryEvent[];
}

/** A count that somebody outside Odoo reported. */
export interface StoryCount {
  readonly countId: string;
  /** What people call it. */
  readonly reference: string | null;
  readonly state: string;
  readonly refusal: string | null;
  readonly locationId: string;
  readonly counted: string;
  readonly unit: string;
  /** ISO 8601. */
  readonly countedAt: string;
}
