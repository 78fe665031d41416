import { OdooRecordLinked } from '@penstock/contracts';
import { type Cause, say, type UnitOfWork } from '@penstock/messaging';
import { MODULE, type OdooSystem } from '../odoo-system.js';
import { type OdooRecord, odooRecords } from './odoo-record.js';
import type { Placed } from './place-orders.js';

/** The rows that {@link saveLinks} asks for, to be loaded before. */
export const linkRefs = (placed: Placed) => announced(placed).map(({ record }) => refTo(record));

/**
 * Keeps which record is what, for the deliveries that come back, and tells where an order and its customer are: once, although a customer
 * comes again with every order.
 */
export function saveLinks(unit: UnitOfWork, { instance }: OdooSystem, placed: Placed, cause: Cause): void {
  const { orderId, lines } = placed.draft;
  for (const { externalId, lineId } of lines) {
    const record = lineId === null ? undefined : recordOf(placed, externalId, lineId, orderId);
    if (record) unit.save(odooRecords.save(record));
  }
  for (const { kind, canonicalId, displayName, record } of announced(placed)) {
    if (unit.row(refTo(record)).canonicalId === canonicalId) continue;
    unit.save(odooRecords.save(record));
    const odoo = { instance, model: record.model, id: Number(record.odooId) };
    unit.emit(say(OdooRecordLinked, { canonicalId, kind, odoo, displayName, externalId: record.externalId }), cause);
  }
}

/** The order and its customer, as far as external ids lead to them. */
function announced(placed: Placed) {
  const { orderId, customerId, orderNumber } = placed.draft;
  const things = [
    { kind: 'SALE_ORDER', name: orderId, canonicalId: orderId, displayName: placed.name },
    { kind: 'PARTNER', name: placed.customer, canonicalId: customerId, displayName: `Customer of ${orderNumber}` },
  ] as const;
  return things.flatMap(({ name, ...thing }) => {
    const record = recordOf(placed, name, thing.canonicalId, null);
    return record ? [{ ...thing, record }] : [];
  });
}

const refTo = ({ model, odooId }: OdooRecord) => odooRecords.one({ model, odooId });

function recordOf(placed: Placed, name: string, canonicalId: string, orderId: string | null): OdooRecord | undefined {
  const link = placed.links.get(name);
  if (!link) return undefined;
  return { model: link.model, odooId: BigInt(link.id), canonicalId, orderId, externalId: `${MODULE}.${name}` };
}
