import { OdooRecordLinked } from '@penstock/contracts';
import { say, type UnitOfWork } from '@penstock/messaging';
import { MODULE, type OdooSystem } from '../odoo-system.js';
import { odooRecords } from './odoo-record.js';
import type { OrderDraft } from './order-draft.js';
import type { Placed } from './place-order.js';

/** Keeps which record is what, for the deliveries that come back, and tells everybody where the order and its customer are. */
export function saveLinks(unit: UnitOfWork, { instance }: OdooSystem, draft: OrderDraft, placed: Placed): void {
  const keep = (name: string, canonicalId: string, orderId: string | null) => {
    const link = placed.links.get(name);
    if (!link) return undefined;
    const { model, id } = link;
    unit.save(odooRecords.save({ model, odooId: BigInt(id), canonicalId, orderId, externalId: `${MODULE}.${name}` }));
    return { instance, model, id };
  };
  for (const { externalId, lineId } of draft.lines) if (lineId !== null) keep(externalId, lineId, draft.orderId);
  const records = [
    { kind: 'SALE_ORDER', canonicalId: draft.orderId, displayName: placed.name },
    { kind: 'PARTNER', canonicalId: draft.customerId, displayName: `Customer of ${draft.orderNumber}` },
  ] as const;
  for (const { kind, canonicalId, displayName } of records) {
    const odoo = keep(canonicalId, canonicalId, null);
    if (odoo)
      unit.emit(
        say(OdooRecordLinked, { canonicalId, kind, odoo, displayName, externalId: `${MODULE}.${canonicalId}` }),
      );
  }
}
