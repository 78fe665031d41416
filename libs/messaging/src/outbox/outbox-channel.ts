import type { Transaction } from '@penstock/persistence';

/** There are unsent rows. */
export const ROWS_UNSENT = 'rows';
/** A relay came, went, or gave lanes up. */
export const LANES_CHANGED = 'lanes';

/** The channel on which the relays of one service hear of each other. Channels are of a whole database, so it is named after the service's schema. */
export const outboxChannel = (schema: string): string => `${schema}.outbox`;

/** Tells every relay that listens, when the transaction commits. */
export async function notifyOutbox(connection: Transaction, payload: string): Promise<void> {
  await connection.query(`SELECT pg_notify(current_schema() || '.outbox', $1)`, [payload]);
}
