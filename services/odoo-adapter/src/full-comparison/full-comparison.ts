import { randomUUID } from 'node:crypto';
import { instantOfMillis } from '@penstock/domain';
import { type Loop, Transient, type UnitsOfWork } from '@penstock/messaging';
import { inSpan, logger } from '@penstock/observability';
import { inTransaction, readRows } from '@penstock/persistence';
import { asFailure } from '../as-failure.js';
import { odooCursors } from '../odoo-changes/cursor.js';
import { comparisonIdOf, type OdooSystem } from '../odoo-system.js';
import type { Part } from './part.js';
import type { SettleSuspects } from './stock/settle-suspects.js';

const log = logger('odoo-adapter.comparison');

/** Milliseconds between two questions whether it is time. */
const IDLE = 1_000;
/** After a page, a pause of so many times what the page took: the comparison keeps one worker of Odoo busy for a quarter of the time at most. */
const PAUSES = 3;
/** Milliseconds until Odoo is asked again after it could not answer. */
const OUTAGE = 15_000;

interface Progress {
  readonly comparisonId: string;
  /** The parts that are left; the first is under way. */
  readonly parts: readonly Part[];
  readonly after: number;
  readonly pages: number;
  readonly begunAt: number;
}

/**
 * Compares everything with Odoo at its interval, a page at a time with pauses between, so that nobody who works in Odoo waits for it. Finds what
 * cursors cannot see: deletions, what became visible later than the overlap, and stock that changed without a move.
 */
export class FullComparison implements Loop {
  readonly name = 'odoo comparison';
  private progress: Progress | undefined;
  private pauseMillis = IDLE;
  private isWanted = false;

  constructor(
    private readonly units: UnitsOfWork,
    private readonly system: OdooSystem,
    private readonly parts: readonly Part[],
    private readonly suspects: SettleSuspects,
    private readonly intervalMinutes: number,
  ) {}

  get everyMillis(): number {
    return this.pauseMillis;
  }

  get isUnderWay(): boolean {
    return this.progress !== undefined || this.isWanted;
  }

  /** Begins as soon as the one that may be under way is through. */
  want(): void {
    this.isWanted = true;
  }

  async turn(): Promise<boolean> {
    const begun = performance.now();
    try {
      const worked = await inSpan(this.name, { parent: null }, () => this.step());
      this.pauseMillis = worked ? Math.max(20, (performance.now() - begun) * PAUSES) : IDLE;
    } catch (error) {
      const failure = asFailure(error);
      if (!(failure instanceof Transient)) throw error;
      log.debug({ code: failure.code }, 'Odoo cannot be compared now');
      this.pauseMillis = OUTAGE;
    }
    return false;
  }

  /** @returns false when there was nothing to do */
  private async step(): Promise<boolean> {
    if (await this.suspects.settle()) return true;
    this.progress ??= (await this.isDue()) ? this.begin() : undefined;
    if (!this.progress) return false;
    const { comparisonId, parts, after, pages, begunAt } = this.progress;
    const [part, ...rest] = parts;
    if (part) {
      const next = await part.next(after, comparisonId);
      this.progress = { ...this.progress, parts: next === null ? rest : parts, after: next ?? 0, pages: pages + 1 };
      return true;
    }
    await this.end(pages, begunAt);
    return true;
  }

  private begin(): Progress {
    this.isWanted = false;
    const comparisonId = comparisonIdOf(this.system, randomUUID());
    return { comparisonId, parts: this.parts, after: 0, pages: 0, begunAt: Date.now() };
  }

  private async end(pages: number, begunAt: number): Promise<void> {
    await this.units.run(undefined, async (unit) => {
      const cursor = await unit.lock(odooCursors.one({ stream: 'comparison' }));
      unit.save(odooCursors.save({ ...cursor, writtenAt: instantOfMillis(begunAt) }));
    });
    this.progress = undefined;
    log.info({ pages, seconds: (Date.now() - begunAt) / 1000 }, 'everything was compared with Odoo');
  }

  /** Never before the opening balance: there is nothing to compare with. */
  private async isDue(): Promise<boolean> {
    const [last, moves] = [odooCursors.one({ stream: 'comparison' }), odooCursors.one({ stream: 'moves' })];
    const asked = odooCursors.one({ stream: 'comparison asked for' });
    const rows = await inTransaction(this.units.database, (transaction) =>
      readRows(transaction, odooCursors, [last, asked, moves]),
    );
    if ((rows.get(moves.id)?.openedAt ?? null) === null) return false;
    const begunAt = rows.get(last.id)?.writtenAt ?? rows.get(moves.id)?.openedAt ?? 0;
    const isAskedFor = (rows.get(asked.id)?.writtenAt ?? 0) > begunAt;
    return this.isWanted || isAskedFor || begunAt < instantOfMillis(Date.now() - this.intervalMinutes * 60_000);
  }
}
