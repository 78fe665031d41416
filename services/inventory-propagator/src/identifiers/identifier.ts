import { column, defineTable, type RowOf } from '@penstock/persistence';
import { decimal } from '@penstock/domain';

/**
 * A code, and its lock: two products that bring the same one at the same moment are thereby put in a row. SKUs are not among them: the row of a
 * SKU is `catalog_sku`, which order lines lock as well.
 */
export const identifiers = defineTable({
  name: 'identifier',
  key: ['kind', 'value'],
  columns: {
    kind: column.text<'gtin' | 'barcode'>(),
    /** See `codeOf`. */
    value: column.text(),
    /** Whether an exception says that more than one thing has the code. */
    contested: column.boolean(),
  },
  initial: () => ({ contested: false }),
});

/** What a code stands on: a product, or a pack of it. Written under the lock of the code. */
export const identifierClaims = defineTable({
  name: 'identifier_claim',
  key: ['kind', 'value', 'productId', 'unit'],
  columns: {
    kind: column.text<'gtin' | 'barcode'>(),
    value: column.text(),
    productId: column.text(),
    /** What has the code on it: the product's own unit, or a pack such as `pack of 6`. */
    unit: column.text(),
    /** How much that is, in the product's own unit. */
    contains: column.decimal(),
    isPack: column.boolean(),
    productName: column.text(),
    /** False once the product gave it up. */
    held: column.boolean(),
  },
  initial: () => ({ contains: decimal('1'), isPack: false, productName: '', held: false }),
});

export type IdentifierClaimRow = RowOf<typeof identifierClaims>;

/** A view of what a product claims, read without a lock for nothing but the names of the codes, which are then locked. */
export const claimedIdentifiers = defineTable({
  name: 'claimed_identifier',
  key: ['kind', 'value', 'productId', 'unit'],
  columns: {
    kind: column.text<'gtin' | 'barcode'>(),
    value: column.text(),
    productId: column.text(),
    unit: column.text(),
  },
  initial: () => ({}),
});
