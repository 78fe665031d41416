import { ExceptionRaised, KitDefined } from '@penstock/contracts';
import { zero } from '@penstock/domain';
import { defineHandler, done } from '@penstock/messaging';
import { askForReview } from '../review/availability-review.js';
import { products } from '../stock/product.js';
import { productRefs } from '../stock/stock.js';
import { checkKit, measuredParts } from './content-rules.js';
import { type KitComponentRow, kitComponents, partsOf } from './kit-component.js';
import { conflictIn, kitConflict, mayPass, stillInConflict } from './kit-conflict.js';

/** The kit, its parts, and what was a part of it before. */
const productIds = ({ productId, components }: KitDefined, known: readonly KitComponentRow[]): string[] => [
  productId,
  ...components.map((component) => component.productId),
  ...known.map(({ componentProductId }) => componentProductId),
];

/**
 * A product is sold as a set of others: keeps its parts, and asks for the review that finds how many can be made. A definition that conflicts with
 * another waits for a while, for the other may be about to change, too; then it is not taken: the kit keeps the one it had, and an exception says
 * what to do.
 */
export const onKitDefined = defineHandler({
  id: 'inventory-propagator.kit-defined',
  on: KitDefined,
  emits: [ExceptionRaised],
  loads: { known: (event) => kitComponents.children('kitProductId', event.productId) },
  thenLoads: {
    rows: (event, { known }) => productRefs(productIds(event, known)),
    // Every kit that one of these is a part of, and the parts of each: under the locks of these products none of it changes.
    partOf: (event, { known }) =>
      productIds(event, known).map((id) => kitComponents.children('componentProductId', id)),
    madeOf: (event) => event.components.map(({ productId }) => kitComponents.children('kitProductId', productId)),
  },

  handle(event, { known, rows, partOf, madeOf }, given) {
    checkKit(event);
    const { productId } = event;
    const byId = new Map(rows.map((row) => [row.productId, row]));
    const kit = byId.get(productId) ?? products.initial({ productId });
    const conflict = conflictIn(event, partsOf(partOf), partsOf(madeOf));
    if (conflict && mayPass(event, conflict, given.now)) throw stillInConflict(event, conflict);
    if (conflict) return done({ events: [kitConflict(event, kit, conflict)] });
    const quantities = measuredParts(event, byId);
    const gone = partsOf(known).filter((row) => !quantities.has(row.componentProductId));
    const parts = [...quantities].map(([componentProductId, quantity]) => ({
      ...{ kitProductId: productId, componentProductId, quantity },
      kitSku: kit.sku,
    }));
    const others = partsOf(partOf).filter(({ kitProductId }) => kitProductId !== productId);
    const flagged = [...quantities.keys(), ...gone.map((row) => row.componentProductId)].flatMap((id) => {
      const inKits = quantities.has(id) || others.some((row) => row.componentProductId === id);
      const row = byId.get(id);
      return row && row.inKits !== inKits ? products.save({ ...row, inKits, revision: row.revision + 1 }) : [];
    });
    const isKit = parts.length > 0;
    return done({
      save: [
        ...(kit.isKit === isKit ? [] : [products.save({ ...kit, isKit, revision: kit.revision + 1 })]),
        ...flagged,
        ...parts.map((row) => kitComponents.save(row)),
        ...gone.map((row) => kitComponents.save({ ...row, kitSku: null, quantity: zero })),
        askForReview(productId, given),
      ],
    });
  },
});
