import type { Transaction } from '@penstock/persistence';
import type { FailureRecord } from '../errors.js';
import type { Decision } from './dead-letter.js';
import { type Position, positionText } from './position.js';

/** One decision of a person, as it was recorded with its effect. */
export interface OperatorAction {
  /** Rising; a 64-bit number as text. */
  readonly number: string;
  /** ISO 8601. */
  readonly at: string;
  readonly actor: string;
  readonly reason: string;
  readonly action: 'replay' | 'discard' | 'disclose';
  readonly outcome: string;
  /** Position of the message. */
  readonly id: string;
  readonly key: string;
  readonly eventId: string | null;
  readonly eventType: string | null;
  readonly errorCode: string | null;
}

interface Row {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}

/** Records a decision in the transaction of its effect, so that neither is there without the other. */
export async function recordAction(
  transaction: Transaction,
  decision: Decision,
  what: {
    readonly action: OperatorAction['action'];
    readonly outcome: string;
    readonly at: Position;
    readonly key: string;
    readonly eventId: string | null;
    readonly eventType: string | null;
    readonly failure?: FailureRecord;
  },
): Promise<void> {
  await transaction.query(
    `INSERT INTO operator_action (actor, reason, action, outcome, topic, partition, position, key, event_id, event_type, failure)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      decision.actor,
      decision.reason,
      what.action,
      what.outcome,
      what.at.topic,
      what.at.partition,
      what.at.offset.toString(),
      what.key,
      what.eventId,
      what.eventType,
      what.failure ? JSON.stringify(what.failure) : null,
    ],
    'record operator action',
  );
}

/**
 * Decisions, newest first.
 * @param of of one message; without it, of all
 * @param before the number of the last one already seen
 */
export async function listActions(
  transaction: Transaction,
  { of, before, limit }: { of?: Position; before?: string | undefined; limit: number },
): Promise<OperatorAction[]> {
  const rows = await transaction.query<Omit<OperatorAction, 'id'> & Row>(
    `SELECT id AS number, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, actor, reason, action, outcome,
       topic, partition, position AS offset, key, event_id AS "eventId", event_type AS "eventType", failure->>'code' AS "errorCode"
     FROM operator_action
     WHERE ($1::text IS NULL OR (topic = $1 AND partition = $2 AND position = $3)) AND ($4::bigint IS NULL OR id < $4)
     ORDER BY id DESC LIMIT $5`,
    [of?.topic ?? null, of?.partition ?? null, of?.offset.toString() ?? null, before ?? null, limit],
    'list operator actions',
  );
  return rows.map(({ topic, partition, offset, ...action }) => ({
    ...action,
    id: positionText({ topic, partition, offset: BigInt(offset) }),
  }));
}
