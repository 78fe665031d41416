import type { HttpClient, HttpResponse } from '@penstock/http';
import { z } from 'zod';
import { type SendOutcome, type StockOffer, WebhookAnswerNotUnderstood } from './outcome.js';
import { signedHeaders } from './sign.js';

/** Offers in one request: some forty kilobytes. */
export const MAX_OFFERS = 250;

/** Where the receiver does not say how long to wait. */
const DEFAULT_WAIT_MS = 5_000;

const refusal = z.object({ ref: z.string(), code: z.string().default('refused'), message: z.string().default('') });
const answer = z.object({ refused: z.array(refusal).default([]) });

export interface WebhookReceiver {
  /** The path at the client's base URL, such as `/stock`. */
  readonly path: string;
  /** Who we are to the receiver: one address may serve several of our channels. */
  readonly destination: string;
  /** The first signs; a second one while it is being replaced. */
  readonly secrets: readonly string[];
}

/**
 * Tells a receiver what its listings may sell. The protocol is ours: docs/guides/channels.md, «Signed webhook»; signed as Standard Webhooks has it.
 *
 * @param offers at most {@link MAX_OFFERS}, each listing once
 * @throws {HttpUnavailable} when it was not sent
 * @throws {HttpAmbiguous | WebhookAnswerNotUnderstood} when it may have been applied: send the same again
 */
export async function sendOffers(
  client: HttpClient,
  { path, destination, secrets }: WebhookReceiver,
  offers: readonly StockOffer[],
): Promise<SendOutcome> {
  const body = JSON.stringify({ destination, changes: offers });
  const headers = signedHeaders(body, secrets, Math.floor(Date.now() / 1000));
  const response = await client.post(path, body, { headers: { 'content-type': 'application/json', ...headers } });
  if (response.status === 429 || response.status === 503) {
    const seconds = Number(response.headers['retry-after']);
    return { kind: 'throttled', retryAfterMs: Number.isFinite(seconds) ? seconds * 1000 : DEFAULT_WAIT_MS };
  }
  // A redirect is not followed: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#delivery-success-and-failure
  if (response.status >= 300 && response.status < 500) {
    return { kind: 'denied', code: `HTTP_${response.status}`, message: response.body.slice(0, 200) };
  }
  if (response.status >= 500) throw new WebhookAnswerNotUnderstood(response.status, response.body);
  const refused = new Map(readAnswer(response).map((one) => [one.ref, one]));
  const outcomes = offers.map(({ ref }) => {
    const one = refused.get(ref);
    return one ? { kind: 'refused' as const, code: one.code, message: one.message } : { kind: 'accepted' as const };
  });
  return { kind: 'answered', outcomes };
}

/** The offers that the receiver names as refused; a body without any is as good as none. */
function readAnswer({ status, body }: HttpResponse): z.output<typeof refusal>[] {
  if (body.trim() === '') return [];
  const result = answer.safeParse(parsed(status, body));
  if (!result.success) throw new WebhookAnswerNotUnderstood(status, body);
  return result.data.refused;
}

function parsed(status: number, body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    if (error instanceof SyntaxError) throw new WebhookAnswerNotUnderstood(status, body);
    throw error;
  }
}
