import type { PersonalData } from '@penstock/contracts';
import type { OdooClient } from '@penstock/connector-odoo';
import { Transient } from '@penstock/messaging';
import type { CompanyMapping } from '../mapping/mapping.js';
import type { OpenCalls } from '../open-calls/open-calls.js';
import { findOrMakePartners } from '../partner/find-or-make-partners.js';
import { isConflict, type WantedPartner } from '../partner/wanted-partner.js';
import type { DatabaseTraits } from './database-traits.js';
import { chargeProducts } from './charge-products.js';
import type { Charge } from './charges.js';
import type { Hold } from './hold.js';
import { inHalves } from './in-halves.js';
import { type AddressedOrder, saleOrderRows, undistributed } from './sale-order-rows.js';
import type { ResolvedOrder } from './resolve-order.js';
import { sharedAsDefaults } from './shared-defaults.js';
import { unclearCustomer } from './unclear-customer.js';

export interface OrderToWrite {
  readonly resolved: ResolvedOrder;
  readonly personal: PersonalData | null;
}

export interface WrittenNow {
  readonly odooId: number;
  /** Name of the customer's external id, without the module. */
  readonly customer: string;
}

/** What writing needs besides: its `load` is written down, since a cancellation must not overtake it. */
export interface Beside {
  readonly calls: Pick<OpenCalls, 'watch'>;
  readonly traits: DatabaseTraits;
}

/** Names the call that makes an order. */
export const creationOf = (orderId: string): string => `create ${orderId}`;

/** What became of each, by order id: the quotation, what keeps the order from being one, or the error that it failed with. */
type Written = Map<string, WrittenNow | Hold | Error>;

/** Writes orders of one company: their customers, then all of them with all their lines in one call. None stands in the others' way. */
export async function writeOrders(
  odoo: OdooClient,
  beside: Beside,
  company: CompanyMapping,
  orders: readonly OrderToWrite[],
): Promise<Written> {
  const results: Written = new Map();
  const failed = await inHalves(orders, async (part) => {
    for (const [orderId, came] of await writeTogether(odoo, beside, company, part)) results.set(orderId, came);
  });
  for (const [{ resolved }, error] of failed) results.set(resolved.draft.orderId, error);
  return results;
}

/** @throws what the client throws about customers and charges */
async function writeTogether(
  odoo: OdooClient,
  { calls, traits }: Beside,
  company: CompanyMapping,
  orders: readonly OrderToWrite[],
): Promise<Written> {
  const results: Written = new Map();
  const partners = await findOrMakePartners(odoo, company, orders.map(wantedPartner));
  const addressed: (AddressedOrder & { customer: string })[] = [];
  for (const { resolved } of orders) {
    const { orderId, customerId } = resolved.draft;
    const partner = partners.get(customerId);
    const addresses = partner && !isConflict(partner) ? partner.addresses.get(orderId) : undefined;
    if (partner && !isConflict(partner) && addresses) {
      addressed.push({ ...resolved, partnerId: partner.partnerId, addresses, customer: partner.externalId });
    } else results.set(orderId, unclearCustomer(partner));
  }
  const charges = await chargeProducts(odoo, chargesOf(addressed));
  const names = await odoo.fieldNames();
  const { language, mayDistribute } = await traits.current();
  const refused = await inHalves(addressed, async (part) => {
    const wanted = saleOrderRows(part, names, charges);
    const { fields, rows, context } = sharedAsDefaults(mayDistribute ? wanted : undistributed(wanted));
    const options = { companies: [company.id], context, ...(language !== undefined && { language }) };
    const keys = part.map(({ draft }) => creationOf(draft.orderId));
    const ids = await calls.watch(keys, () => odoo.load('sale.order', fields, rows, options));
    for (const [index, { draft, customer }] of part.entries())
      results.set(draft.orderId, { odooId: idOf(ids, index), customer });
  });
  for (const [{ draft }, error] of refused) results.set(draft.orderId, error);
  return results;
}

function idOf(ids: readonly number[], index: number): number {
  const id = ids[index];
  if (id === undefined) throw new Transient('ODOO_MISSING', 'load answered with fewer ids than orders');
  return id;
}

const wantedPartner = ({ resolved: { draft }, personal }: OrderToWrite): WantedPartner => ({
  orderId: draft.orderId,
  orderNumber: draft.orderNumber,
  customerId: draft.customerId,
  personal,
});

const chargesOf = (orders: readonly ResolvedOrder[]): ReadonlySet<Charge> =>
  new Set(
    orders.flatMap(({ lines }) => lines.flatMap((each) => (each.productId === null ? (each.line.charge ?? []) : []))),
  );
