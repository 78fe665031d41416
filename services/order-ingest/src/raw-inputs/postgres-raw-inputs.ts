import { createHash } from 'node:crypto';
import { uuid7 } from '@penstock/domain';
import { type Kept, type RawInput, RawInputs } from './raw-input.js';

/** What statements run on, each committed by itself: a TypeORM data source. */
interface Database {
  query<T>(sql: string, values?: unknown[]): Promise<T>;
}

const INSERT = `
  INSERT INTO raw_input (id, channel, topic, webhook_id, contradiction, event_id, triggered_at, body, hash, state, reason, order_id, subject_id, traceparent)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
  ON CONFLICT (channel, webhook_id, contradiction) DO NOTHING RETURNING id`;

export class PostgresRawInputs extends RawInputs {
  constructor(private readonly database: Database) {
    super();
  }

  /**
   * One statement for a new delivery, which is all but a few. A simultaneous one of the same webhook id waits inside its own INSERT until
   * the first is committed, so that the comparison below always finds what was kept first.
   */
  async keep(input: RawInput): Promise<Kept> {
    const hash = createHash('sha256').update(input.body).digest('hex');
    if (await this.insert(input, hash, '')) return 'new';
    const [first] = await this.database.query<{ hash: string }[]>(
      `SELECT hash FROM raw_input WHERE channel = $1 AND webhook_id = $2 AND contradiction = ''`,
      [input.channel, input.webhookId],
    );
    if (first?.hash === hash) return 'repeated';
    await this.insert(input, hash, hash);
    return 'contradicted';
  }

  private async insert(input: RawInput, hash: string, contradiction: string): Promise<boolean> {
    const { channel, topic, webhookId, eventId, triggeredAt, body, state, reason, orderId, subjectId, traceparent } =
      input;
    const rows = await this.database.query<unknown[]>(INSERT, [
      uuid7(), channel, topic, webhookId, contradiction, eventId, triggeredAt, body, hash, state, reason, orderId, subjectId, traceparent,
    ]); // prettier-ignore
    return rows.length === 1;
  }
}
