import type { Decimal } from '@penstock/domain';
import type { ReservationAnswer } from './answer.js';

/** Why a line got nothing. */
export type LineTrouble =
  | 'unknown-product'
  | 'contested-product'
  | 'inactive-product'
  | 'unit-mismatch'
  | 'quantity-not-allowed'
  | 'insufficient-stock'
  | 'other-line-refused';

export interface RefusedLine {
  /** Index in the request. */
  readonly index: number;
  readonly trouble: LineTrouble;
  /** One sentence for the caller. */
  readonly detail: string;
  /** What this channel could have had, in the product's unit; null where that is not the question. */
  readonly available: Decimal | null;
}

/** What became of a claim. */
export type ClaimOutcome =
  | {
      readonly kind: 'reserved';
      /** False where it had been reserved before: asked again. */
      readonly isNew: boolean;
      readonly reservation: ReservationAnswer;
      readonly refused: readonly RefusedLine[];
    }
  /** Nothing was set aside, and nothing of the claim is kept. */
  | { readonly kind: 'refused'; readonly refused: readonly RefusedLine[] }
  /** The reference stands for a reservation of other lines. */
  | { readonly kind: 'contradicted'; readonly reservation: ReservationAnswer }
  | { readonly kind: 'order-cancelled' };

/** What became of a release. */
export type ReleaseOutcome =
  | { readonly kind: 'released'; readonly reservation: ReservationAnswer }
  | { readonly kind: 'unknown' }
  /** The order was created meanwhile: it is cancelled, not released. */
  | { readonly kind: 'order-created'; readonly reservation: ReservationAnswer };
