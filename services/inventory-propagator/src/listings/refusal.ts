import { NotNow, type PushOutcome, THROTTLED } from '@penstock/messaging';

type Refused = Extract<PushOutcome, { kind: 'refused' }>;

/** The channel does not have the listing, or no more. */
export const LISTING_DELETED = 'LISTING_DELETED';

/** What channels call a listing that they do not have; other refusals keep the channel's own word. */
const GONE = new Set([
  'INVALID_INVENTORY_ITEM', // Shopify
  'woocommerce_rest_product_invalid_id',
  'woocommerce_rest_product_variation_invalid_id',
  'NOT_FOUND', // Amazon
  'unknown_listing', // our own webhook
]);

/** A channel's no to one listing. @param code in the channel's words */
export const refusal = (code: string, message: string): Refused =>
  GONE.has(code)
    ? { kind: 'refused', code: LISTING_DELETED, reason: `${message} (${code})` }
    : { kind: 'refused', code, reason: message };

/** Long enough not to hammer at a door that a person must open, short enough to be there when it is. */
const DENIED_MILLIS = 60_000;

/** What a channel says of no listing in particular. */
export type TurnedAway =
  | { readonly kind: 'throttled'; readonly retryAfterMs: number }
  | { readonly kind: 'denied'; readonly code: string; readonly message: string };

/** The channel takes nothing for now, whatever the listing. */
export const notNow = (answer: TurnedAway): NotNow =>
  answer.kind === 'throttled'
    ? new NotNow(THROTTLED, answer.retryAfterMs, 'the limit of its calls is reached')
    : new NotNow(answer.code, DENIED_MILLIS, answer.message);

export const isTurnedAway = <A extends { readonly kind: string }>(answer: A): answer is A & TurnedAway =>
  answer.kind === 'throttled' || answer.kind === 'denied';
