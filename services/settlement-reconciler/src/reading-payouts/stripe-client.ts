import { createHttpClient, HttpAmbiguous, type HttpClient, HttpUnavailable } from '@penstock/http';
import { type ListOutcome, StripeFailed } from '@penstock/connector-stripe';
import { Permanent, Transient } from '@penstock/messaging';

/** The version whose objects the connector reads: without the header the account's own would decide. https://docs.stripe.com/api/versioning */
const API_VERSION = '2026-01-28.clover';

export const stripeClient = (options: { apiUrl: string; apiKey: string; account: string }): HttpClient =>
  createHttpClient({
    name: `stripe.${options.account}`,
    baseUrl: options.apiUrl,
    auth: { kind: 'bearer', token: options.apiKey },
    headers: { 'stripe-version': API_VERSION },
    timeoutMs: 30_000,
    maxConcurrent: 4,
    ratePerSecond: 20, // a fifth of what Stripe allows an account in live mode: https://docs.stripe.com/rate-limits
  });

/**
 * The items of a list that was asked for.
 * @throws {Permanent} when Stripe does not know the object, or its answer cannot be understood
 * @throws {Transient} on everything that passes or that a person repairs: outage, rate limit, a wrong key
 */
export async function itemsOf<T>(asked: Promise<ListOutcome<T>>): Promise<readonly T[]> {
  const outcome = await reached(asked);
  if (outcome.kind === 'listed') return outcome.items;
  if (outcome.kind === 'throttled') {
    throw new Transient('STRIPE_THROTTLED', 'Stripe asks for fewer requests', {
      retryAfterMs: String(outcome.retryAfterMs),
    });
  }
  const { code, message } = outcome;
  const forEver = code === 'malformed' || code === 'resource_missing';
  throw new (forEver ? Permanent : Transient)('STRIPE_REFUSED', `Stripe refused: ${message}`, { code });
}

async function reached<T>(asked: Promise<ListOutcome<T>>): Promise<ListOutcome<T>> {
  try {
    return await asked;
  } catch (cause) {
    const passes = cause instanceof HttpUnavailable || cause instanceof HttpAmbiguous || cause instanceof StripeFailed;
    if (!passes) throw cause;
    throw new Transient('STRIPE_UNREACHABLE', cause.message, {}, { cause });
  }
}
