/** The payment provider whose ids these are. */
export const STRIPE = 'stripe';

/**
 * The provider that issued a reference, by its form: Stripe's charges are `ch_…` and `py_…` (https://docs.stripe.com/api/charges/object).
 * A reference nobody knows gets a provider of its own and waits there: no line will ask for it.
 */
export const providerOf = (reference: string): string => (/^(ch|py)_/.test(reference) ? STRIPE : 'unknown');
