import { OdooAmbiguous } from '@penstock/connector-odoo';
import { HttpAmbiguous } from '@penstock/http';
import { Transient } from '@penstock/messaging';
import { inTransaction } from '@penstock/persistence';

type Database = Parameters<typeof inTransaction>[0];

/** Nobody knows whether Odoo carried the call out, or still is at it. */
const isAnswerLost = (error: unknown): boolean => error instanceof HttpAmbiguous || error instanceof OdooAmbiguous;

/**
 * Calls that carry no external id and must not be made twice: a validation, a return, a count. Each is written down before it is made and struck
 * out once it is answered. One whose answer was lost, or whose process died, stands in the way of the next until Odoo has certainly let go of
 * it: no request outlives Odoo's own limit. Only then does what is read there tell whether it happened.
 */
export class OpenCalls {
  /** @param limitMs how long Odoo lets a request live: limit_time_real, https://www.odoo.com/documentation/18.0/developer/reference/cli.html */
  constructor(
    private readonly database: Database,
    private readonly limitMs: number,
  ) {}

  /** Whether a call under this key may still be at work in Odoo. What is read there after a "no" is how it ended. */
  async mayBeUnderWay(key: string): Promise<boolean> {
    const rows = await inTransaction(this.database, (transaction) =>
      transaction.query(
        `SELECT key FROM odoo_open_call WHERE key = $1 AND begun_at > clock_timestamp() - make_interval(secs => $2)`,
        [key, this.limitMs / 1000],
        'find open call',
      ),
    );
    return rows.length > 0;
  }

  /** @throws what the call throws @throws {Transient} ODOO_MAY_BE_AT_IT */
  async make<T>(key: string, call: () => Promise<T>): Promise<T> {
    await this.begin(key);
    try {
      const answer = await call();
      await this.end(key);
      return answer;
    } catch (error) {
      if (!isAnswerLost(error)) await this.end(key);
      throw error;
    }
  }

  private async begin(key: string): Promise<void> {
    const rows = await inTransaction(this.database, (transaction) =>
      transaction.query(
        `INSERT INTO odoo_open_call (key, begun_at) VALUES ($1, clock_timestamp())
         ON CONFLICT (key) DO UPDATE SET begun_at = excluded.begun_at
         WHERE odoo_open_call.begun_at <= clock_timestamp() - make_interval(secs => $2) RETURNING key`,
        [key, this.limitMs / 1000],
        'begin open call',
      ),
    );
    if (rows.length === 0) throw mayBeAtIt(key);
  }

  private async end(key: string): Promise<void> {
    await inTransaction(this.database, (transaction) =>
      transaction.query(`DELETE FROM odoo_open_call WHERE key = $1`, [key], 'end open call'),
    );
  }
}

/** The try ends here and is made again: the wait costs no place among those that call Odoo. */
export const mayBeAtIt = (key: string): Transient =>
  new Transient('ODOO_MAY_BE_AT_IT', `the answer about ${key} was lost, and Odoo may still be at it`, { key });
