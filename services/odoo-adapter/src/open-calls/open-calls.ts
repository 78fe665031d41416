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
    return (await this.underWay([key])).has(key);
  }

  /** Those of the keys under which a call may still be at work. */
  async underWay(keys: readonly string[]): Promise<ReadonlySet<string>> {
    if (keys.length === 0) return new Set();
    const rows = await inTransaction(this.database, (transaction) =>
      transaction.query<{ key: string }>(
        `SELECT key FROM odoo_open_call WHERE key = ANY($1::text[]) AND begun_at > clock_timestamp() - make_interval(secs => $2)`,
        [keys, this.limitMs / 1000],
        'find open calls',
      ),
    );
    return new Set(rows.map(({ key }) => key));
  }

  /** @throws what the call throws @throws {Transient} ODOO_MAY_BE_AT_IT */
  make<T>(key: string, call: () => Promise<T>): Promise<T> {
    return this.makeAll([key], call);
  }

  /** A call that may safely be made again, such as a `load` under external ids: it waits for none, and others can wait for it. */
  async watch<T>(keys: readonly string[], call: () => Promise<T>): Promise<T> {
    await inTransaction(this.database, (transaction) =>
      transaction.query(
        `INSERT INTO odoo_open_call (key, begun_at) SELECT key, clock_timestamp() FROM unnest($1::text[]) AS k(key)
         ON CONFLICT (key) DO UPDATE SET begun_at = excluded.begun_at`,
        [[...keys].sort()],
        'watch open calls',
      ),
    );
    return this.answered(keys, call);
  }

  /** One call that is under several keys: it is made when none of them is in the way. @throws as {@link make} */
  async makeAll<T>(keys: readonly string[], call: () => Promise<T>): Promise<T> {
    await this.begin(keys);
    return this.answered(keys, call);
  }

  private async answered<T>(keys: readonly string[], call: () => Promise<T>): Promise<T> {
    try {
      const answer = await call();
      await this.end(keys);
      return answer;
    } catch (error) {
      if (!isAnswerLost(error)) await this.end(keys);
      throw error;
    }
  }

  /** All or none of them; in one order, so that two processes do not wait for each other. */
  private async begin(keys: readonly string[]): Promise<void> {
    await inTransaction(this.database, async (transaction) => {
      const begun = await transaction.query<{ key: string }>(
        `INSERT INTO odoo_open_call (key, begun_at) SELECT key, clock_timestamp() FROM unnest($1::text[]) AS k(key)
         ON CONFLICT (key) DO UPDATE SET begun_at = excluded.begun_at
         WHERE odoo_open_call.begun_at <= clock_timestamp() - make_interval(secs => $2) RETURNING key`,
        [[...keys].sort(), this.limitMs / 1000],
        'begin open calls',
      );
      const free = new Set(begun.map(({ key }) => key));
      const taken = keys.find((key) => !free.has(key));
      if (taken !== undefined) throw mayBeAtIt(taken);
    });
  }

  private async end(keys: readonly string[]): Promise<void> {
    await inTransaction(this.database, (transaction) =>
      transaction.query(`DELETE FROM odoo_open_call WHERE key = ANY($1::text[])`, [[...keys].sort()], 'end open calls'),
    );
  }
}

/** The try ends here and is made again: the wait costs no place among those that call Odoo. */
export const mayBeAtIt = (key: string): Transient =>
  new Transient('ODOO_MAY_BE_AT_IT', `the answer about ${key} was lost, and Odoo may still be at it`, { key });
