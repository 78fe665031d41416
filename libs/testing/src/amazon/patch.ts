import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Journal } from '../stand-in/journal.js';
import { type Listing, listingOf, newListing, putListings } from './listings.js';

/** https://developer-docs.amazon.com/sp-api/docs/listings-items-api-v2021-08-01-reference#listingsitempatchrequest */
export const patchInput = z.object({
  productType: z.string().min(1),
  patches: z
    .array(
      z.object({
        op: z.enum(['add', 'replace', 'merge', 'delete']),
        path: z.string(),
        value: z.array(z.record(z.string(), z.unknown())).optional(),
      }),
    )
    .min(1),
});

type Patch = z.output<typeof patchInput>['patches'][number];

interface Issue {
  readonly code: string;
  readonly message: string;
  readonly severity: 'ERROR' | 'WARNING' | 'INFO';
  readonly attributeNames: readonly string[];
}

const availability = z.object({
  fulfillment_channel_code: z.literal('DEFAULT'),
  quantity: z.int().nonnegative().max(999_999_999),
  lead_time_to_ship_max_days: z.int().optional(),
});

/**
 * Takes a patch or answers with its issues, both with status 200: https://developer-docs.amazon.com/sp-api/docs/partially-update-a-listing
 * A SKU that is not listed is taken, too: https://github.com/amzn/selling-partner-api-docs/issues/3748
 */
export function patchListing(state: Journal, sku: string, { patches }: z.output<typeof patchInput>) {
  const outcomes = patches.map((patch) =>
    patched(listingOf(state, sku) ?? { ...newListing(sku), buyable: false }, patch),
  );
  const issues = outcomes.flatMap((outcome) => ('issue' in outcome ? [outcome.issue] : []));
  if (issues.length === 0) {
    putListings(
      state,
      outcomes.flatMap((outcome) => ('listing' in outcome ? [outcome.listing] : [])),
    );
  }
  const status = issues.length === 0 ? 'ACCEPTED' : 'INVALID';
  return { sku, status, submissionId: randomUUID().replaceAll('-', ''), issues };
}

function patched(listing: Listing, { op, path, value }: Patch): { listing: Listing } | { issue: Issue } {
  const attribute = path.replace(/^\/attributes\//, '');
  if (path !== '/attributes/fulfillment_availability' || op === 'delete') {
    return { issue: error('90000900', 'The attributes are invalid.', attribute) };
  }
  const read = z.tuple([availability]).safeParse(value);
  if (!read.success) {
    const message = `The value of '${attribute}' is invalid: ${z.prettifyError(read.error).replaceAll('\n', ' ')}`;
    return { issue: error('4000001', message, attribute) };
  }
  const [{ quantity, lead_time_to_ship_max_days: asked }] = read.data;
  const kept = op === 'merge' ? listing.leadTimeDays : null;
  return { listing: { ...listing, quantity, leadTimeDays: asked ?? kept } };
}

const error = (code: string, message: string, attribute: string): Issue => ({
  code,
  message,
  severity: 'ERROR',
  attributeNames: [attribute],
});
