import { instantOfMillis, zero } from '@penstock/domain';
import { column, defineTable, type RowOf } from '@penstock/persistence';

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

const EPOCH = instantOfMillis(0);

export type BalanceCheckRow = RowOf<typeof balanceChecks>;

/** A product of which a balance is not the sum of its movements: from the slice that found it until one finds it in order again. */
export const balanceMismatches = defineTable({
  name: 'balance_mismatch',
  key: ['productId'],
  columns: {
    productId: column.text(),
    /** The figures, as they were raised last. */
    figures: column.text(),
    foundAt: column.instant(),
    /** Sum of the differences without their signs, in the unit of the product. */
    difference: column.decimal(),
  },
  initial: () => ({ figures: '', foundAt: EPOCH, difference: zero }),
});

export type BalanceMismatchRow = RowOf<typeof balanceMismatches>;
