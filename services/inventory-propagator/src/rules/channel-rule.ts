import type { ReservationPolicy } from '@penstock/contracts';
import { type Decimal, zero } from '@penstock/domain';

/** What one channel may sell of one product, and how its orders are served. */
export interface ChannelRule {
  /** Whole units never offered to this channel; taken off after its share. */
  readonly buffer: number;
  /** Part of what is available that this channel may offer, 0 to 1; null: all of it. */
  readonly share: Decimal | null;
  /** Most units ever offered; null: no limit. */
  readonly cap: number | null;
  /** Whole units of what is there that no channel is offered. Orders may still take them: they are goods, not a ban. */
  readonly safetyStock: number;
  /** The lower number is served first where goods are scarce. */
  readonly priority: number;
  /** While fewer units than this may be sold, only the listings with the lowest priority number offer any; 0: never. */
  readonly scarceBelow: number;
  /** Goods expected within so many days may be sold already; 0: none. */
  readonly preorderDays: number;
  /** What may be promised beyond what is there and expected, over all channels of the product; 0: nothing. */
  readonly backorderLimit: Decimal;
  /** How long a reservation holds unless it is confirmed. */
  readonly reservationWindowMs: number;
  /** `loc_…`: where goods are taken from first. Locations that are not named come after, by id. */
  readonly locationOrder: readonly string[];
  readonly policy: ReservationPolicy;
}

/** What holds where no rule says otherwise: everything that is there is offered, and nothing beyond. */
export const defaultRule: ChannelRule = {
  buffer: 0,
  share: null,
  cap: null,
  safetyStock: 0,
  priority: 100,
  scarceBelow: 0,
  preorderDays: 0,
  backorderLimit: zero,
  reservationWindowMs: 15 * 60_000,
  locationOrder: [],
  policy: 'EACH_LINE_IN_FULL',
};
