import { catalogueOf, eventNamed } from '@penstock/contracts';
import type { Transaction } from '@penstock/persistence';
import type { FailureRecord } from '../errors.js';
import type { DeadLetter, LetterFilter, LetterState } from './dead-letter.js';
import { type Position, positionText } from './position.js';

interface SummaryRow {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly state: LetterState;
  readonly key: string;
  readonly handler: string | null;
  readonly eventType: string | null;
  readonly eventId: string | null;
  readonly attempts: number;
  readonly failure: FailureRecord | null;
  readonly since: string;
  readonly traceparent: string | null;
  readonly followers: number;
}

const SUMMARY = `p.topic, p.partition, p.position AS offset, p.state, p.key, p.handler, p.event_type AS "eventType", p.event_id AS "eventId",
  p.attempts, p.failure, p.headers->>'traceparent' AS traceparent,
  to_char(p.parked_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS since,
  (SELECT count(*) FROM parked f WHERE f.group_name = p.group_name AND f.topic = p.topic AND f.key = p.key AND f.state = 'waiting'
     AND (f.partition, f.position) > (p.partition, p.position))::integer AS followers`;

/** Messages that were set aside, in the order in which they stood: (topic, partition, offset), which is the order of every key. */
export async function listLetters(
  transaction: Transaction,
  group: string,
  filter: LetterFilter,
  { after, limit }: { after?: Position | undefined; limit: number },
): Promise<DeadLetter[]> {
  const { state = 'dead' } = filter;
  const rows = await transaction.query<SummaryRow>(
    `SELECT ${SUMMARY} FROM parked p
     WHERE p.group_name = $1 AND ($2 = 'all' OR p.state = $2)
       AND ($3::text IS NULL OR p.topic = $3) AND ($4::text IS NULL OR p.key = $4)
       AND ($5::text IS NULL OR p.event_type = $5 OR right(p.event_type, length($5) + 1) = '.' || $5)
       AND ($6::text IS NULL OR p.failure->>'code' = $6)
       AND ($7::timestamptz IS NULL OR p.parked_at >= $7) AND ($8::timestamptz IS NULL OR p.parked_at < $8)
       AND ($9::text IS NULL OR (p.topic, p.partition, p.position) > ($9, $10::integer, $11::bigint))
     ORDER BY p.topic, p.partition, p.position LIMIT $12`,
    [
      group,
      state,
      filter.topic ?? null,
      filter.key ?? null,
      filter.eventType ?? null,
      filter.errorCode ?? null,
      filter.from ?? null,
      filter.to ?? null,
      after?.topic ?? null,
      after?.partition ?? null,
      after?.offset.toString() ?? null,
      limit,
    ],
    'list dead letters',
  );
  return rows.map((row) => summaryOf(group, row));
}

/** One message with its bytes, as it came. */
export interface StoredLetter {
  readonly summary: DeadLetter;
  readonly failure: FailureRecord | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: Buffer | null;
}

export async function readLetter(
  transaction: Transaction,
  group: string,
  { topic, partition, offset }: Position,
): Promise<StoredLetter | undefined> {
  const [row] = await transaction.query<SummaryRow & Pick<StoredLetter, 'headers' | 'value'>>(
    `SELECT ${SUMMARY}, p.headers, p.value FROM parked p
     WHERE p.group_name = $1 AND p.topic = $2 AND p.partition = $3 AND p.position = $4`,
    [group, topic, partition, offset.toString()],
    'read dead letter',
  );
  return row && { summary: summaryOf(group, row), failure: row.failure, headers: row.headers, value: row.value };
}

function summaryOf(service: string, row: SummaryRow): DeadLetter {
  const { failure, traceparent, ...plain } = row;
  const type = row.eventType === null ? undefined : eventNamed(row.eventType);
  return {
    service,
    id: positionText({ ...row, offset: BigInt(row.offset) }),
    ...plain,
    owner: type?.owner ?? null,
    onDeadLetter: type ? catalogueOf(type).onDeadLetter : null,
    error: failure && { kind: failure.kind, code: failure.code, message: failure.message },
    traceId: traceparent?.slice(3, 35) ?? null,
  };
}
