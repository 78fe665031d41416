import type { ExceptionRaised } from '@penstock/contracts';
import type { Outgoing, PushOutcome, UnitOfWork } from '@penstock/messaging';
import { beforeEach, describe, expect, it } from 'vitest';
import { now } from '../memory.fixture.js';
import { aListing } from './listing.fixture.js';
import type { ListingPushRow } from './listing.js';
import { settleListing } from './push-outcome.js';
import { refusal } from './refusal.js';
import { urgency } from './urgency.js';

let said: Outgoing<ExceptionRaised>[];
beforeEach(() => void (said = []));
const unit = { now, emit: (draft: Outgoing<ExceptionRaised>) => said.push(draft) } as unknown as UnitOfWork;

/** What a listing becomes by answers to pushes of it, one after the other. */
const after = (row: ListingPushRow, ...outcomes: PushOutcome[]): ListingPushRow =>
  outcomes.reduce((current, outcome) => settleListing('main')(unit, current, current, outcome), row);
const severities = () => said.map(({ content }) => [content.severity, content.facts['code']]);

const gone = refusal('NOT_FOUND', 'SKU not found');
const CONFIRMED = { kind: 'confirmed' } as const;

describe('the refusal of a listing', () => {
  it('is raised once, however often the channel refuses it, and called over when it takes it', () => {
    const refused = after(aListing(), gone, gone);
    expect(refused).toMatchObject({
      refusedCode: 'LISTING_DELETED',
      refusedReason: 'SKU not found (NOT_FOUND)',
      told: 10,
    });
    expect(severities()).toEqual([['ERROR', 'LISTING_DELETED']]);
    expect(after(refused, CONFIRMED)).toMatchObject({ refusedCode: null, refusedReason: null, told: 8 });
    expect(severities().at(-1)).toEqual(['INFO', 'LISTING_DELETED']);
    expect(new Set(said.map(({ content }) => content.exceptionId)).size).toBe(1);
  });

  it('for another reason is another exception, and the first is over', () => {
    after(aListing(), gone, refusal('4000001', 'too many'));
    expect(severities()).toEqual([
      ['ERROR', 'LISTING_DELETED'],
      ['INFO', 'LISTING_DELETED'],
      ['ERROR', '4000001'],
    ]);
  });

  it('stays while the channel cannot be asked', () => {
    expect(after(aListing(), gone, { kind: 'later', reason: 'timeout' })).toMatchObject({
      refusedCode: 'LISTING_DELETED',
    });
    expect(said).toHaveLength(1);
  });

  it('names the listing and says what to do', () => {
    after(aListing(), gone);
    expect(said[0]?.content).toMatchObject({
      kind: 'CHANNEL_REFUSED',
      subject: 'prd_tee',
      facts: { destination: 'shopify:demo-shop', listing: '82', sku: 'TEE', quantity: '8' },
      remedy: expect.stringContaining('penstock inventory resync shopify:demo-shop') as string,
    });
  });
});

describe('a listing that was told', () => {
  it('is urgent no more, unless it changed meanwhile', () => {
    const urgent = aListing({ priority: urgency.soldOut });
    expect(after(urgent, CONFIRMED).priority).toBe(urgency.rest);
    const changed = { ...urgent, desiredVersion: 3n };
    expect(settleListing('main')(unit, urgent, changed, CONFIRMED).priority).toBe(urgency.soldOut);
  });
});
