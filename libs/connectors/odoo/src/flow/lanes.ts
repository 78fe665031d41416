/** Who gets a free place at Odoo first, the most urgent first. */
export const LANES = ['orders', 'stock', 'reads', 'statistics'] as const;
export type Lane = (typeof LANES)[number];

/** An entry for each lane. */
export const perLane = <T>(make: (lane: Lane) => T): Record<Lane, T> => ({
  orders: make('orders'),
  stock: make('stock'),
  reads: make('reads'),
  statistics: make('statistics'),
});

/** How often others may be let in while somebody of this lane waits; then the next place is this lane's, however urgent the others are. */
export const PASSED_OVER_AT_MOST: Readonly<Record<Lane, number>> = { orders: 0, stock: 3, reads: 7, statistics: 15 };

/**
 * What share of the places this lane and the less urgent ones may hold together: a call cannot be called back, so one place at least is kept
 * free of long reads for the order that comes next.
 */
const SHARE: Readonly<Record<Lane, number>> = { orders: 1, stock: 1, reads: 0.75, statistics: 0.5 };

export const placesFor = (lane: Lane, places: number): number =>
  places === 0 ? 0 : Math.max(1, Math.floor(places * SHARE[lane]));
