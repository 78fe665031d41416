import type { OdooClient } from '@penstock/connector-odoo';
import type { PersonalData } from '@penstock/contracts';
import type { CatalogSku } from '../catalog/odoo-product.js';
import type { Mapping } from '../mapping/mapping.js';
import type { OpenCalls } from '../open-calls/open-calls.js';
import type { DatabaseTraits } from './database-traits.js';
import { type Confirmation, confirmOrders, type WrittenOrder } from './confirm-orders.js';
import { findExternalIds, type OdooLink } from './external-ids.js';
import { type Hold, isHold } from './hold.js';
import type { OrderDraft } from './order-draft.js';
import { resolveOrder } from './resolve-order.js';
import { type OrderToWrite, writeOrders } from './write-orders.js';

export interface OrderToPlace {
  readonly draft: OrderDraft;
  readonly personal: PersonalData | null;
}

/** An order that is in Odoo now. */
export interface Placed extends Confirmation {
  /** As it was written. */
  readonly draft: OrderDraft;
  /** Name of the customer's external id, without the module. */
  readonly customer: string;
  /** The records made, by external id without the module. */
  readonly links: ReadonlyMap<string, OdooLink>;
}

/** What outlasts a call. */
export interface Beside {
  readonly calls: OpenCalls;
  readonly traits: DatabaseTraits;
}

/**
 * Makes the records of many orders in Odoo, or finds those that an earlier try made although its answer was lost: every order is looked up by
 * its external id first, and what is there is left as it is. Calls Odoo only; safe to repeat at any point.
 * @returns by order id
 */
export async function placeOrders(
  odoo: OdooClient,
  beside: Beside,
  mapping: Mapping,
  skus: ReadonlyMap<string, CatalogSku>,
  orders: readonly OrderToPlace[],
): Promise<ReadonlyMap<string, Placed | Hold | Error>> {
  const results = new Map<string, Placed | Hold | Error>();
  const found = await findExternalIds(
    odoo,
    orders.map(({ draft }) => draft.orderId),
  );
  const written = new Map<string, WrittenOrder & { customer: string }>();
  const missing: OrderToWrite[] = [];
  for (const { draft, personal } of orders) {
    const link = found.get(draft.orderId);
    if (link) {
      written.set(draft.orderId, { draft, odooId: link.id, customer: draft.customerId });
      continue;
    }
    const resolved = resolveOrder(draft, mapping, skus);
    if (isHold(resolved)) results.set(draft.orderId, resolved);
    else missing.push({ resolved, personal });
  }
  for (const [company, own] of Map.groupBy(missing, ({ resolved }) => resolved.company)) {
    const made = await writeOrders(odoo, beside, company, own);
    for (const {
      resolved: { draft },
    } of own) {
      const now = made.get(draft.orderId);
      if (now instanceof Error || (now && isHold(now))) results.set(draft.orderId, now);
      else if (now) written.set(draft.orderId, { draft, ...now });
    }
  }
  const confirmations = await confirmOrders(odoo, beside.calls, [...written.values()]);
  const links = await findExternalIds(odoo, [...written.values()].flatMap(namesOf));
  for (const [orderId, { draft, customer }] of written) {
    const outcome = confirmations.get(orderId);
    if (outcome instanceof Error) results.set(orderId, outcome);
    else if (outcome) results.set(orderId, { ...outcome, draft, customer, links });
  }
  return results;
}

const namesOf = ({ draft, customer }: { draft: OrderDraft; customer: string }): string[] => [
  draft.orderId,
  customer,
  ...draft.lines.map(({ externalId }) => externalId),
];
