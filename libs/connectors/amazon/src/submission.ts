import { z } from 'zod';
import { type PatchOutcome } from './outcome.js';
import { readJson } from './read-json.js';

/**
 * The quantity and nothing else: `merge` leaves the lead time and the date of restocking alone, `replace` would forget them.
 * https://developer-docs.amazon.com/sp-api/docs/merge-a-listing
 */
export const patchBody = (marketplaceId: string, quantity: number): string =>
  JSON.stringify({
    productType: 'PRODUCT',
    patches: [
      {
        op: 'merge',
        path: '/attributes/fulfillment_availability',
        // DEFAULT is what the seller ships himself; Amazon's own stock is Amazon's to count.
        value: [{ fulfillment_channel_code: 'DEFAULT', quantity, marketplace_id: marketplaceId }],
      },
    ],
  });

const submission = z.object({
  status: z.string(),
  issues: z.array(z.object({ code: z.string(), message: z.string(), severity: z.string() })).default([]),
});

/**
 * What a 200 says: taken, perhaps with warnings, or INVALID with the errors among its issues.
 * https://developer-docs.amazon.com/sp-api/docs/listings-items-api-v2021-08-01-reference#listingsitemsubmissionresponse
 * @throws {AmazonAnswerNotUnderstood}
 */
export function readSubmission(body: string): PatchOutcome {
  const { status, issues } = readJson(submission, 200, body);
  const error = issues.find(({ severity }) => severity === 'ERROR');
  if (status === 'ACCEPTED' && !error) return { kind: 'accepted' };
  return {
    kind: 'refused',
    code: error?.code ?? status,
    message: error?.message ?? `Amazon answered ${status} without an error among its issues`,
  };
}
