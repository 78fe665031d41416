import { OdooRecordLinked } from '@penstock/contracts';
import { say, type UnitOfWork } from '@penstock/messaging';
import { MODULE, type OdooSystem } from '../odoo-system.js';
import { type OdooRecord, odooRecords } from './odoo-record.js';
import type { OrderDraft } from './order-draft.js';
import type { Placed } from './place-order.js';

/**
 * Keeps which record is what, for the deliveries that come back, and tells where an order and its customer are: once, although a customer
 * comes again with every order.
 */
export async function saveLinks(
  unit: UnitOfWork,
  { instance }: OdooSystem,
  draft: OrderDraft,
  placed: Placed,
): Promise<void> {
  const { orderId, customerId, orderNumber } = draft;
  const lines = draft.lines.flatMap(({ externalId, lineId }) =>
    lineId === null ? [] : (recordOf(placed, externalId, lineId, orderId) ?? []),
  );
  unit.save(...lines.map((line) => odooRecords.save(line)));
  const things = [
    { kind: 'SALE_ORDER', canonicalId: orderId, displayName: placed.name },
    { kind: 'PARTNER', canonicalId: customerId, displayName: `Customer of ${orderNumber}` },
  ] as const;
  const found = things.flatMap((thing) => {
    const record = recordOf(placed, thing.canonicalId, thing.canonicalId, null);
    return record ? [{ ...thing, record }] : [];
  });
  await unit.load(found.map(({ record }) => refTo(record)));
  for (const { kind, canonicalId, displayName, record } of found) {
    if (unit.row(refTo(record)).canonicalId === canonicalId) continue;
    unit.save(odooRecords.save(record));
    const odoo = { instance, model: record.model, id: Number(record.odooId) };
    unit.emit(say(OdooRecordLinked, { canonicalId, kind, odoo, displayName, externalId: record.externalId }));
  }
}

const refTo = ({ model, odooId }: OdooRecord) => odooRecords.one({ model, odooId });

function recordOf(placed: Placed, name: string, canonicalId: string, orderId: string | null): OdooRecord | undefined {
  const link = placed.links.get(name);
  if (!link) return undefined;
  return { model: link.model, odooId: BigInt(link.id), canonicalId, orderId, externalId: `${MODULE}.${name}` };
}
