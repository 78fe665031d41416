import type { PatchOutcome, ReadOutcome } from '@penstock/connector-amazon';
import type { DesiredState, PushOutcome } from '@penstock/messaging';
import { type ListingPushRow, listingPushes } from './listing.js';
import { settleListing } from './push-outcome.js';
import { isTurnedAway, notNow, refusal } from './refusal.js';

/** What a seller's listings at Amazon can be told and asked; see `AmazonAccount` for what each throws. */
export interface AmazonQuantities {
  setQuantity(sku: string, quantity: number): Promise<PatchOutcome>;
  read(sku: string): Promise<ReadOutcome>;
}

/**
 * Tells Amazon what to offer, one listing a call. Quantities are absolute there, so that saying one twice does no harm. Amazon takes a quantity
 * for a SKU that it does not list, as if it did: a listing that was never told is therefore read first, and so is each in a resync. Reading has
 * a limit of its own, which leaves that of telling to what changes.
 */
export class AmazonListings implements DesiredState<ListingPushRow> {
  readonly name = 'listings';
  readonly table = listingPushes;
  readonly batchSize = 1;
  readonly settle: DesiredState<ListingPushRow>['settle'];

  constructor(
    readonly destination: string,
    private readonly account: AmazonQuantities,
    entity: string,
    readonly concurrency = 1,
  ) {
    this.settle = settleListing(entity);
  }

  async push(rows: readonly ListingPushRow[]): Promise<ReadonlyMap<string, PushOutcome>> {
    const outcomes = new Map<string, PushOutcome>();
    for (const row of rows) outcomes.set(listingPushes.idOf(row), await this.pushOne(row));
    return outcomes;
  }

  private async pushOne({ ref, quantity, told, reread }: ListingPushRow): Promise<PushOutcome> {
    if (reread || told === null) {
      const answer = await this.account.read(ref);
      if (isTurnedAway(answer)) throw notNow(answer);
      if (answer.kind === 'refused') return refusal(answer.code, answer.message);
      if (answer.kind === 'read' && answer.quantity === quantity) return { kind: 'confirmed' };
    }
    const answer = await this.account.setQuantity(ref, quantity);
    if (isTurnedAway(answer)) throw notNow(answer);
    return answer.kind === 'refused' ? refusal(answer.code, answer.message) : { kind: 'confirmed' };
  }
}
