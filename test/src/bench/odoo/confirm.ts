import { type OdooClient, OdooConcurrency } from '@penstock/connector-odoo';

/** Calls that Odoo gave up because another one wanted the same row, and that were made again. */
export interface Conflicts {
  count: number;
}

/** Confirms orders in one call; again, where Odoo kept nothing because of another call. */
export async function confirm(client: OdooClient, ids: readonly number[], conflicts: Conflicts): Promise<void> {
  for (;;) {
    try {
      await client.call('sale.order', 'action_confirm', { ids });
      return;
    } catch (error) {
      if (!(error instanceof OdooConcurrency)) throw error;
      conflicts.count += 1;
    }
  }
}
