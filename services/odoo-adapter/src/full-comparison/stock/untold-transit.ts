import { readRows, type Transaction } from '@penstock/persistence';
import { odooCursors } from '../../odoo-changes/cursor.js';
import type { StockBase } from './stock-base.js';

/**
 * Which differences are goods that were in transit before a version came that tells of such: the first comparison finds them, and ledgers are
 * told the amount without ado.
 */
export async function untoldTransit(transaction: Transaction): Promise<(suspect: StockBase) => boolean> {
  const marker = odooCursors.one({ stream: 'transit base' });
  const openedAt = (await readRows(transaction, odooCursors, [marker])).get(marker.id)?.openedAt ?? null;
  const rows = await transaction.query<{ id: string }>(
    `SELECT location_id AS id FROM odoo_location WHERE usage = 'transit'`,
    [],
  );
  const places = new Set(rows.map(({ id }) => id));
  return ({ locationId, suspectedAt }) =>
    places.has(locationId) && suspectedAt !== null && (openedAt === null || suspectedAt < openedAt);
}
