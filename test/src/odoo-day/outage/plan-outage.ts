import type { Instant } from '@penstock/domain';
import type { Day, Saying, Stage } from '../plan/day.js';

/** Something that is said when its time comes: a count is made at the moment when somebody counts. */
export type Due = (at: Instant) => Saying;

/** What happens to one order, or to one product on its shelf, in the order in which it happens. */
export type Story = readonly Due[];

/** The day of an outage: what is said before Odoo goes, while it is away, and when it is back. */
export interface OutagePlan {
  /** Orders that are in Odoo when it goes. */
  readonly before: readonly Story[];
  /** New orders with their changes and cancellations; parcels and cancellations of those that are in Odoo; counts. */
  readonly away: readonly Story[];
  /** What relies on an Odoo that has all of that: what is said in one part relies on the parts before. */
  readonly after: readonly (readonly Story[])[];
}

/** As the lives take turns by fifteen, every fourth order has each of them. */
const IN_ODOO_BEFORE = 4;

/** Splits a day around an outage: every fourth order comes before it, all others while Odoo is away. */
export function planOutage({ orders, counts }: Pick<Day, 'orders' | 'counts'>): OutagePlan {
  const early = orders.filter((_, nth) => nth % IN_ODOO_BEFORE === 0);
  const late = orders.filter((_, nth) => nth % IN_ODOO_BEFORE !== 0);
  const said = (some: Day['orders'], stage: Stage): Story[] =>
    some.map(({ sayings }) => sayings.filter((saying) => saying.stage === stage).map((saying) => () => saying));
  const counted = Map.groupBy(counts, ({ sku }) => sku);
  const shelves = [...counted.values()].map((of): Story => of.map((count) => (at) => count.saidAt(at)));
  return {
    before: said(early, 'orders'),
    away: [...said(early, 'parcels'), ...said(late, 'orders'), ...shelves],
    after: [said(late, 'parcels'), said(orders, 'rests'), said(orders, 'returns')],
  };
}
