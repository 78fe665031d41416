import { type Instant, isoOf } from '@penstock/domain';
import type { UnitsOfWork } from '@penstock/messaging';
import { logger } from '@penstock/observability';
import { inTransaction, readRows } from '@penstock/persistence';
import { odooCursors } from '../../odoo-changes/cursor.js';

const log = logger('odoo-adapter.comparison');

/** As the admin API answers. Times are ISO 8601. */
export interface ComparisonState {
  /** Null where nobody ever asked. */
  readonly askedAt: string | null;
  /** When the last comparison that is through was begun; null before the first. */
  readonly comparedAt: string | null;
  /** The last that was asked for is through. */
  readonly done: boolean;
}

/** Comparisons with Odoo on demand. Asked for in the database: whichever process is next to look begins it. */
export class Comparisons {
  constructor(private readonly units: UnitsOfWork) {}

  /** Begins as soon as one that may be under way is through. */
  async ask(actor: string): Promise<ComparisonState> {
    await this.units.run(undefined, async (unit) => {
      const asked = await unit.lock(odooCursors.one({ stream: 'comparison asked for' }));
      unit.save(odooCursors.save({ ...asked, writtenAt: unit.now }));
    });
    log.info({ actor }, 'a comparison with Odoo was asked for');
    return this.state();
  }

  async state(): Promise<ComparisonState> {
    const [asked, last] = [odooCursors.one({ stream: 'comparison asked for' }), odooCursors.one({ stream: 'comparison' })]; // prettier-ignore
    const rows = await inTransaction(this.units.database, (transaction) =>
      readRows(transaction, odooCursors, [asked, last]),
    );
    const [askedAt, comparedAt] = [rows.get(asked.id)?.writtenAt ?? null, rows.get(last.id)?.writtenAt ?? null];
    const text = (instant: Instant | null) => (instant === null ? null : isoOf(instant));
    const done = askedAt === null || (comparedAt !== null && comparedAt >= askedAt);
    return { askedAt: text(askedAt), comparedAt: text(comparedAt), done };
  }
}
