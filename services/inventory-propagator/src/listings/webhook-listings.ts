import { MAX_OFFERS, type OfferOutcome, type SendOutcome, type StockOffer } from '@penstock/connector-webhook';
import type { DesiredState, PushOutcome } from '@penstock/messaging';
import { type ListingPushRow, listingPushes } from './listing.js';
import { settleListing } from './push-outcome.js';
import { isTurnedAway, notNow, refusal } from './refusal.js';

/** Tells a partner's webhook what to offer. Offers carry versions, so that saying one twice, or late, does no harm. */
export class WebhookListings implements DesiredState<ListingPushRow> {
  readonly name = 'listings';
  readonly table = listingPushes;
  readonly batchSize = MAX_OFFERS;
  readonly settle: DesiredState<ListingPushRow>['settle'];

  /** @param send see `sendOffers` of `@penstock/connector-webhook` for what it throws */
  constructor(
    readonly destination: string,
    private readonly send: (offers: readonly StockOffer[]) => Promise<SendOutcome>,
    entity: string,
    readonly concurrency = 1,
  ) {
    this.settle = settleListing(entity);
  }

  async push(rows: readonly ListingPushRow[]): Promise<ReadonlyMap<string, PushOutcome>> {
    const answer = await this.send(rows.map(offerOf));
    if (isTurnedAway(answer)) throw notNow(answer);
    const outcomes = answer.kind === 'answered' ? answer.outcomes : [];
    return new Map(rows.map((row, i) => [listingPushes.idOf(row), outcomeOf(outcomes[i])]));
  }
}

/** The version is the time at which the quantity was wished, in microseconds: far below what a JSON number holds exactly. */
const offerOf = ({ ref, sku, quantity, desiredVersion }: ListingPushRow): StockOffer => ({
  ...{ ref, sku, quantity },
  version: Number(desiredVersion),
  asOf: new Date(Number(desiredVersion / 1000n)).toISOString(),
});

function outcomeOf(outcome: OfferOutcome | undefined): PushOutcome {
  if (!outcome) return { kind: 'later', reason: 'the answer did not name this listing' };
  return outcome.kind === 'accepted' ? { kind: 'confirmed' } : refusal(outcome.code, outcome.message);
}
