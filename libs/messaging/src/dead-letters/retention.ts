import { logger } from '@penstock/observability';
import { inTransaction } from '@penstock/persistence';
import type { DataSource } from 'typeorm';
import type { Loop } from '../unit-of-work/loop.js';

const log = logger('messaging.dead-letters');

const ROWS = 1000;

/**
 * Deletes what was discarded long ago, and says, every hour, when a dead letter has waited too long for somebody. Dead ones are never
 * deleted: an event without an effect must be somebody's decision.
 */
export class DeadLetterRetention implements Loop {
  readonly name = 'dead letter retention';
  readonly everyMillis = 60 * 60 * 1000;

  constructor(
    private readonly database: DataSource,
    private readonly group: string,
    private readonly keepDays: number,
    private readonly alarmHours: number,
  ) {}

  async turn(): Promise<boolean> {
    const deleted = await inTransaction(this.database, (transaction) =>
      transaction.query(
        `DELETE FROM parked WHERE (group_name, topic, partition, position) IN (
           SELECT group_name, topic, partition, position FROM parked
           WHERE group_name = $1 AND state = 'discarded' AND discarded_at < clock_timestamp() - make_interval(days => $2) LIMIT $3)
         RETURNING 1`,
        [this.group, this.keepDays, ROWS],
      ),
    );
    if (deleted.length > 0) log.info({ deleted: deleted.length }, 'discarded messages deleted after their retention');
    if (deleted.length === ROWS) return true;
    await this.alarmOldOnes();
    return false;
  }

  private async alarmOldOnes(): Promise<void> {
    const [old] = await inTransaction(this.database, (transaction) =>
      transaction.query<{ count: number; oldest: Date | null }>(
        `SELECT count(*)::integer AS count, min(parked_at) AS oldest FROM parked
         WHERE group_name = $1 AND state = 'dead' AND parked_at < clock_timestamp() - make_interval(hours => $2)`,
        [this.group, this.alarmHours],
      ),
    );
    if (!old?.oldest) return;
    log.error(
      { alarm: 'DEAD_LETTERS_WAITING', count: old.count, oldest: old.oldest.toISOString() },
      'dead letters wait for a decision: npx penstock dead-letters list',
    );
  }
}
