import type { UnitOfWork } from '@penstock/messaging';
import { MODULE } from '../odoo-system.js';
import type { OdooLink } from '../order-out/external-ids.js';
import { odooRecords } from '../order-out/odoo-record.js';
import type { OrderDraft } from '../order-out/order-draft.js';

/** Keeps which record is which line of the order, for the deliveries that come back: a change may have made new ones. */
export function saveLineLinks(
  unit: UnitOfWork,
  orderId: string,
  draft: OrderDraft | null,
  links: ReadonlyMap<string, OdooLink>,
): void {
  for (const { externalId, lineId: canonicalId } of draft?.lines ?? []) {
    const link = links.get(externalId);
    if (!link || canonicalId === null) continue;
    const { model, id } = link;
    const record = { model, odooId: BigInt(id), canonicalId, orderId, externalId: `${MODULE}.${externalId}` };
    unit.save(odooRecords.save(record));
  }
}
