import { z } from 'zod';
import type { Journal } from '../stand-in/journal.js';

/** One request: docs/guides/channels.md, «Signed webhook». */
export const batchInput = z.strictObject({
  destination: z.string().min(1),
  changes: z
    .array(
      z.strictObject({
        ref: z.string().min(1),
        sku: z.string(),
        quantity: z.int().nonnegative(),
        version: z.int().positive(),
        asOf: z.iso.datetime(),
      }),
    )
    .min(1)
    .max(500),
});

/** What the receiver offers under one of its listings. */
export type Offer = z.output<typeof batchInput>['changes'][number];

export interface Answer {
  readonly refused: readonly { readonly ref: string; readonly code: string; readonly message: string }[];
}

const OFFERS = 'offer';
const REFUSALS = 'refusal';

/** What a receiver keeps: of each listing the offer with the highest version, whatever order they come in. */
export class Offers {
  constructor(private readonly state: Journal) {}

  all(): Offer[] {
    return this.state.all<Offer>(OFFERS);
  }

  of(ref: string): Offer | undefined {
    return this.state.get<Offer>(OFFERS, ref);
  }

  /** From now on these listings, and only these, are refused. */
  refuse(refs: readonly string[]): void {
    this.state.put({ collection: REFUSALS, key: 'refs', value: refs });
  }

  take(changes: readonly Offer[]): Answer {
    const refusals = new Set(this.state.get<string[]>(REFUSALS, 'refs') ?? []);
    const taken = changes.filter(({ ref, version }) => !refusals.has(ref) && version > (this.of(ref)?.version ?? 0));
    this.state.put(...taken.map((offer) => ({ collection: OFFERS, key: offer.ref, value: offer })));
    const refused = changes.filter(({ ref }) => refusals.has(ref));
    return {
      refused: refused.map(({ ref }) => ({ ref, code: 'unknown_listing', message: `There is no listing ${ref}.` })),
    };
  }
}
