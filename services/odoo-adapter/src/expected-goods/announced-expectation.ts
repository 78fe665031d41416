import { zero } from '@penstock/domain';
import { column, defineTable, type RowOf } from '@penstock/persistence';

/** What was announced last of a stock.move by which goods of a supplier are to come. */
export const announcedExpectations = defineTable({
  name: 'odoo_expected',
  key: ['moveId'],
  columns: {
    moveId: column.bigint(),
    /** Canonical ids; empty before the first time. */
    expectationId: column.text(),
    productId: column.text(),
    locationId: column.text(),
    /** Still to come, in the product's unit. */
    quantity: column.decimal(),
    unit: column.text(),
    expectedAt: column.nullable(column.instant()),
    reference: column.nullable(column.text()),
    /** The move's `write_date` then: what was read before it is no news. */
    writtenAt: column.nullable(column.instant()),
  },
  initial: () => ({
    ...{ expectationId: '', productId: '', locationId: '', quantity: zero, unit: '' },
    ...{ expectedAt: null, reference: null, writtenAt: null },
  }),
});
export type AnnouncedExpectation = RowOf<typeof announcedExpectations>;

export const isAnnounced = ({ expectationId }: AnnouncedExpectation): boolean => expectationId !== '';

/** True where both say the same to the rest of the system. */
export const sameExpectation = (a: AnnouncedExpectation, b: AnnouncedExpectation): boolean =>
  a.productId === b.productId &&
  a.locationId === b.locationId &&
  a.quantity.eq(b.quantity) &&
  a.expectedAt === b.expectedAt &&
  a.reference === b.reference;
