import { column, defineTable, type RowOf } from '@penstock/persistence';

/** The rules in force: one row. It is read without a lock, and only for what it says. */
export const ruleSets = defineTable({
  name: 'rule_set',
  key: ['scope'],
  columns: {
    /** Always `entity`: a service serves one. */
    scope: column.text(),
    version: column.bigint(),
    /** {@link CompiledRules} as JSON, and text here: it is parsed once a version and not once a batch. */
    compiled: column.text(),
  },
  initial: () => ({ version: 0n, compiled: '{}' }),
});

export type RuleSetRow = RowOf<typeof ruleSets>;

/** Members of a rule that a level of the document may name; what it leaves out, the level above says. */
export interface PartialRule {
  readonly buffer?: number;
  /** Decimal text. */
  readonly share?: string | null;
  readonly cap?: number | null;
  readonly safetyStock?: number;
  readonly priority?: number;
  readonly scarceBelow?: number;
  readonly preorderDays?: number;
  /** Decimal text. */
  readonly backorderLimit?: string;
  readonly reservationWindowMs?: number;
  /** `loc_…` ids. */
  readonly locationOrder?: readonly string[];
  readonly policy?: 'EACH_LINE_IN_FULL' | 'ALL_LINES_OR_NONE' | 'AS_MUCH_AS_THERE_IS';
}

/** A rules document, checked, with locations by their ids. */
export interface CompiledRules {
  readonly defaults?: PartialRule;
  /** By SKU, at every channel. */
  readonly skus?: Readonly<Record<string, PartialRule>>;
  readonly channels?: Readonly<Record<string, CompiledChannel>>;
}

/** What holds at one channel. */
export interface CompiledChannel {
  readonly rule: PartialRule;
  readonly skus?: Readonly<Record<string, PartialRule>>;
  /** By what the channel calls the listing: see `product_listing.ref`. */
  readonly listings?: Readonly<Record<string, PartialRule>>;
}
