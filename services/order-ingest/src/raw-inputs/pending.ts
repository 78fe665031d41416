import type { Transaction } from '@penstock/persistence';
import type { RawState } from './raw-input.js';

/** A raw input claimed for normalising. */
export interface PendingInput {
  readonly id: string;
  readonly channel: string;
  readonly topic: string;
  readonly webhookId: string;
  /** Empty, or the hash of this body where the same webhook id came first with another. */
  readonly contradiction: string;
  readonly body: Buffer;
  readonly orderId: string;
  /** `X-Shopify-Triggered-At`, ISO 8601 in UTC. */
  readonly triggeredAt: string | null;
  readonly traceparent: string | null;
}

/**
 * Claims the oldest pending inputs for the rest of the transaction, at most one an order: while an older one of its order is pending, also in
 * another process's transaction, an input is left alone. Ids are UUIDv7, so their order is that of arrival.
 */
export const claimPending = (transaction: Transaction, limit: number): Promise<PendingInput[]> =>
  transaction.query<PendingInput>(
    `SELECT id, channel, topic, webhook_id AS "webhookId", contradiction, body, order_id AS "orderId", traceparent,
       to_char(triggered_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "triggeredAt"
     FROM raw_input r
     WHERE state = 'pending'
       AND NOT EXISTS (SELECT FROM raw_input older WHERE older.order_id = r.order_id AND older.state = 'pending' AND older.id < r.id)
     ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED`,
    [limit],
    'claim pending raw inputs',
  );

/** What became of a claimed input. */
export interface Ending {
  readonly id: string;
  readonly state: Exclude<RawState, 'pending'>;
  readonly reason: string | null;
}

export async function endInputs(transaction: Transaction, endings: readonly Ending[]): Promise<void> {
  await transaction.query(
    `UPDATE raw_input r SET state = e.state, reason = e.reason
     FROM unnest($1::uuid[], $2::text[], $3::text[]) AS e(id, state, reason) WHERE r.id = e.id AND r.state = 'pending'`,
    [endings.map(({ id }) => id), endings.map(({ state }) => state), endings.map(({ reason }) => reason)],
    'end raw inputs',
  );
}

/** The order came: what waited for it is taken up again, oldest first. */
export async function releaseWaiting(transaction: Transaction, orderIds: readonly string[]): Promise<void> {
  if (orderIds.length === 0) return;
  await transaction.query(
    `UPDATE raw_input SET state = 'pending', reason = NULL WHERE order_id = ANY($1::text[]) AND state = 'waiting'`,
    [orderIds],
    'release waiting raw inputs',
  );
}
