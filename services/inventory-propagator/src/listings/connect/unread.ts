import type { QuantitiesRead } from '../../drift/quantity-reader.js';

/** What a channel that showed nothing answered, in the words of whoever compares. */
export const unread = (
  answer:
    | { readonly kind: 'throttled'; readonly retryAfterMs: number }
    | { readonly kind: 'refused' | 'denied'; readonly code: string; readonly message: string },
): QuantitiesRead =>
  answer.kind === 'throttled'
    ? { kind: 'later', afterMillis: answer.retryAfterMs, reason: 'throttled' }
    : { kind: 'refused', code: answer.code, message: answer.message };
