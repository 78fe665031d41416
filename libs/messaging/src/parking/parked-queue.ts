import type { Instant } from '@penstock/domain';
import type { ReceivedMessage } from '@penstock/kafka';
import type { Transaction } from '@penstock/persistence';
import type { FailureRecord } from '../errors.js';

/** A key that is closed because something of it is parked. */
export interface ClosedKey {
  readonly topic: string;
  readonly key: string;
}

/** A parked message that waits for another try. */
export interface WaitingMessage {
  readonly message: ReceivedMessage;
  /** Tries made so far; 0 for one that only waits behind another. */
  readonly attempts: number;
  /** When it was set aside. */
  readonly since: Instant;
}

interface WaitingRow {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: string;
  readonly value: Buffer;
  readonly headers: Record<string, string>;
  readonly attempts: number;
  /** Microseconds since 1970. */
  readonly since: string;
}

/** The closed keys of one consumer group, and what waits behind each. */
export class ParkedQueue {
  constructor(private readonly group: string) {}

  /**
   * The key that is due longest, unlocked: look, then lock it with {@link lock}. Not prepared under a name: a plan made while no key was closed
   * would look at all of them.
   */
  async due(transaction: Transaction): Promise<ClosedKey | undefined> {
    const rows = await transaction.query<ClosedKey & Record<string, unknown>>(
      `SELECT topic, key FROM key_head WHERE group_name = $1 AND next_attempt_at <= clock_timestamp() ORDER BY next_attempt_at LIMIT 1`,
      [this.group],
    );
    return rows[0];
  }

  /** @returns false when another process works on the key, or it is no longer due */
  async lock(transaction: Transaction, { topic, key }: ClosedKey): Promise<boolean> {
    const rows = await transaction.query(
      `SELECT 1 FROM key_head WHERE group_name = $1 AND topic = $2 AND key = $3 AND next_attempt_at <= clock_timestamp()
       FOR UPDATE SKIP LOCKED`,
      [this.group, topic, key],
      'lock key',
    );
    return rows.length === 1;
  }

  async oldest(transaction: Transaction, { topic, key }: ClosedKey): Promise<WaitingMessage | undefined> {
    const [row] = await transaction.query<WaitingRow & Record<string, unknown>>(
      `SELECT topic, partition, position AS offset, key, value, headers, attempts,
         (extract(epoch FROM parked_at) * 1000000)::bigint AS since FROM parked
       WHERE group_name = $1 AND topic = $2 AND key = $3 AND state = 'waiting' ORDER BY partition, position LIMIT 1`,
      [this.group, topic, key],
      'oldest parked',
    );
    if (!row) return undefined;
    const { attempts, since, ...rest } = row;
    return {
      attempts,
      since: Number(since) as Instant,
      message: { ...rest, offset: BigInt(row.offset), key: Buffer.from(row.key), timestamp: 0 },
    };
  }

  async forget(transaction: Transaction, message: ReceivedMessage): Promise<void> {
    await transaction.query(
      'DELETE FROM parked WHERE group_name = $1 AND topic = $2 AND partition = $3 AND position = $4',
      [this.group, message.topic, message.partition, message.offset.toString()],
      'unpark',
    );
  }

  async recordFailure(
    transaction: Transaction,
    message: ReceivedMessage,
    outcome: { attempts: number; failure: FailureRecord; state: 'waiting' | 'dead' },
  ): Promise<void> {
    await transaction.query(
      `UPDATE parked SET attempts = $5, failure = $6, state = $7
       WHERE group_name = $1 AND topic = $2 AND partition = $3 AND position = $4`,
      [
        this.group,
        message.topic,
        message.partition,
        message.offset.toString(),
        outcome.attempts,
        JSON.stringify(outcome.failure),
        outcome.state,
      ],
      'record failed retry',
    );
  }

  /** Nothing waits any more: what arrives from now on is applied at once. */
  async open(transaction: Transaction, { topic, key }: ClosedKey): Promise<void> {
    await transaction.query(
      'DELETE FROM key_head WHERE group_name = $1 AND topic = $2 AND key = $3',
      [this.group, topic, key],
      'open key',
    );
  }

  /** @param pause milliseconds, or null to hold the key until a person decides about its dead letter */
  async postpone(transaction: Transaction, { topic, key }: ClosedKey, pause: number | null): Promise<void> {
    await transaction.query(
      `UPDATE key_head SET next_attempt_at = clock_timestamp() + make_interval(secs => $4)
       WHERE group_name = $1 AND topic = $2 AND key = $3`,
      [this.group, topic, key, pause === null ? null : pause / 1000],
      'postpone key',
    );
  }
}
