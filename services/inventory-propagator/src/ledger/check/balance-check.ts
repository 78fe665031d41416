import { instantOfMillis } from '@penstock/domain';
import { column, defineTable, type RowOf } from '@penstock/persistence';

const EPOCH = instantOfMillis(0);

/** How far the round has come that adds up the ledger: one row. Its lock is held for a slice, so that replicas share the work. */
export const balanceChecks = defineTable({
  name: 'balance_check',
  key: ['scope'],
  columns: {
    /** Always `ledger`. */
    scope: column.text(),
    /** The product with which the last slice ended; empty where a round begins. */
    after: column.text(),
    startedAt: column.instant(),
    /** Null during a round. */
    finishedAt: column.nullable(column.instant()),
    /** Products looked at in this round. */
    products: column.integer(),
  },
  initial: () => ({ after: '', startedAt: EPOCH, finishedAt: EPOCH, products: 0 }),
});

export type BalanceCheckRow = RowOf<typeof balanceChecks>;

/** What may be wrong with the stock of a product: the ledger itself, or the world that it shows. */
export type FindingKind = 'LEDGER_MISMATCH' | 'NEGATIVE_STOCK';

/** What is wrong with the stock of a product, from the slice that found it until one finds it in order again. */
export const ledgerFindings = defineTable({
  name: 'ledger_finding',
  key: ['productId', 'kind'],
  columns: {
    productId: column.text(),
    kind: column.text<FindingKind>(),
    /** As it was raised last; empty once it is over. */
    figures: column.text(),
    foundAt: column.instant(),
  },
  initial: () => ({ figures: '', foundAt: EPOCH }),
});

export type LedgerFindingRow = RowOf<typeof ledgerFindings>;
