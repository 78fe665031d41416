import type { OdooClient } from '@penstock/connector-odoo';
import type { PersonalData } from '@penstock/contracts';
import { Transient } from '@penstock/messaging';
import { MODULE } from '../odoo-system.js';
import { type Charge, CHARGE_PRODUCTS } from './charges.js';
import { type Confirmation, confirmOrder } from './confirm-order.js';
import { findExternalIds, type OdooLink } from './external-ids.js';
import { findPricelist } from './find-pricelist.js';
import { findPlace } from './find-place.js';
import type { DraftLine, OrderDraft } from './order-draft.js';
import { addressOf, partnerRows } from './partner-rows.js';
import { saleOrderRows } from './sale-order-rows.js';

export interface Placed extends Confirmation {
  /** The records made, by external id without the module. */
  readonly links: ReadonlyMap<string, OdooLink>;
}

/**
 * Makes an order's records in Odoo, or finds those that an earlier try made although its answer was lost: every record is looked up by its
 * external id first, and what is there is left as it is. Calls Odoo only; safe to repeat at any point.
 * @param productIds product.product by SKU
 */
export async function placeOrder(
  odoo: OdooClient,
  draft: OrderDraft,
  personal: PersonalData | null,
  productIds: ReadonlyMap<string, number>,
): Promise<Placed> {
  const charges = [...new Set(draft.lines.flatMap(({ charge }) => charge ?? []))];
  const chargeIds = charges.map((charge) => CHARGE_PRODUCTS[charge].externalId);
  const known = await findExternalIds(odoo, [draft.orderId, draft.customerId, ...chargeIds]);
  if (!known.has(draft.orderId)) {
    const partnerId = known.get(draft.customerId)?.id ?? (await makePartner(odoo, draft, personal));
    const chargeProducts = new Map<Charge, number>();
    for (const charge of charges) {
      const id = known.get(CHARGE_PRODUCTS[charge].externalId)?.id ?? (await makeChargeProduct(odoo, charge));
      chargeProducts.set(charge, id);
    }
    const productOf = (line: DraftLine): number => {
      const id = line.charge === null ? productIds.get(line.sku ?? '') : chargeProducts.get(line.charge);
      if (id !== undefined) return id;
      throw new Transient('SKU_GONE', `Odoo knew SKU ${line.sku} and no longer does`, { sku: line.sku ?? '' });
    };
    const targets = { partnerId, pricelistId: await findPricelist(odoo, draft.currency) };
    const { fields, rows } = saleOrderRows(draft, await odoo.fieldNames(), targets, productOf);
    await odoo.load('sale.order', fields, rows);
  }
  const names = [draft.orderId, draft.customerId, ...draft.lines.map(({ externalId }) => externalId)];
  const links = await findExternalIds(odoo, names);
  const order = links.get(draft.orderId);
  if (!order) throw new Transient('ODOO_MISSING', `${MODULE}.${draft.orderId} was made and is not found`);
  return { ...(await confirmOrder(odoo, order.id, draft)), links };
}

async function makePartner(odoo: OdooClient, draft: OrderDraft, personal: PersonalData | null): Promise<number> {
  const { fields, rows } = partnerRows(draft, personal, await findPlace(odoo, addressOf(personal)));
  return onlyId(await odoo.load('res.partner', fields, rows));
}

/** A service: it has no stock and makes no delivery. */
async function makeChargeProduct(odoo: OdooClient, charge: Charge): Promise<number> {
  const { externalId, name } = CHARGE_PRODUCTS[charge];
  const fields = ['id', 'name', 'type', 'list_price', 'sale_ok', 'purchase_ok'];
  return onlyId(
    await odoo.load('product.product', fields, [[`${MODULE}.${externalId}`, name, 'service', '0', '0', '0']]),
  );
}

function onlyId([id]: readonly number[]): number {
  if (id === undefined) throw new Transient('ODOO_MISSING', 'load answered without an id');
  return id;
}
