import type { DriftDetected } from '@penstock/contracts';
import { column, defineTable, type RowOf } from '@penstock/persistence';
import { instantOfMillis, zero } from '@penstock/domain';

export type DriftCause = Exclude<DriftDetected['cause'], 'UNKNOWN'>;

/**
 * What happened to a difference: `suspected` (seen once; something in flight may explain it), `open` (said, and left to a person), `repaired`,
 * `over` (the records agree again).
 */
export type DriftState = 'suspected' | 'open' | 'repaired' | 'over';

/** Where two records of a product differ, or did last. Written under the lock of the product; places that never differed have no row. */
export const drifts = defineTable({
  name: 'drift',
  key: ['place', 'productId', 'ref'],
  columns: {
    /** A location where Odoo and the ledger are compared, `loc_…`; a channel where it is compared, `shopify:demo-shop`. */
    place: column.text(),
    productId: column.text(),
    /** The listing; empty for a location. */
    ref: column.text(),
    comparison: column.text<'ODOO_LEDGER' | 'LEDGER_CHANNEL'>(),
    /** The same while the difference stays the same. */
    driftId: column.text(),
    state: column.text<DriftState>(),
    /** By the record that is believed: the ledger's of a location is what Odoo says, of a channel what the ledger lets it offer. */
    expected: column.decimal(),
    found: column.decimal(),
    unit: column.text(),
    cause: column.text<DriftDetected['cause']>(),
    /** The difference at the list price; null where none is known. */
    valueAtRisk: column.nullable(column.decimal()),
    currency: column.nullable(column.text()),
    /** The comparison that saw it last: `cmp_…` of Odoo, or the run of the channel. */
    comparisonId: column.text(),
    /** What both sides were when it was seen: a second look counts only where nothing moved in between. */
    basis: column.text(),
    since: column.instant(),
    seenAt: column.instant(),
  },
  initial: () => ({
    comparison: 'LEDGER_CHANNEL' as const,
    driftId: '',
    state: 'over' as const,
    expected: zero,
    found: zero,
    unit: 'unit',
    cause: 'UNKNOWN' as const,
    valueAtRisk: null,
    currency: null,
    comparisonId: '',
    basis: '',
    since: instantOfMillis(0),
    seenAt: instantOfMillis(0),
  }),
});

export type DriftRow = RowOf<typeof drifts>;

/** What is done about a difference that is sure: by configuration, per kind of comparison. */
export type DriftPolicy = 'report' | 'repair';
