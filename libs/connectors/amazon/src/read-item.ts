import { z } from 'zod';
import type { ReadOutcome } from './outcome.js';
import { readJson } from './read-json.js';

const item = z.object({
  fulfillmentAvailability: z
    .array(z.object({ fulfillmentChannelCode: z.string(), quantity: z.number().int().optional() }))
    .default([]),
});

/** What the seller himself can ship: https://developer-docs.amazon.com/sp-api/docs/listings-items-api-v2021-08-01-reference#item */
export function readItem(body: string): ReadOutcome {
  const { fulfillmentAvailability } = readJson(item, 200, body);
  const own = fulfillmentAvailability.find(({ fulfillmentChannelCode }) => fulfillmentChannelCode === 'DEFAULT');
  return { kind: 'read', quantity: own?.quantity ?? null };
}
