import type { Instant } from '@penstock/domain';
import type { Loop, UnitsOfWork } from '@penstock/messaging';
import { logger } from '@penstock/observability';
import { type BalanceCheckRow, balanceChecks } from './balance-check.js';
import { checkGauges } from './gauges.js';
import { keepFindings } from './keep-findings.js';
import { negativeLevels } from './negative-levels.js';
import { nextProducts, unequalBalances } from './unequal-balances.js';

const log = logger('inventory-propagator.ledger-check');

export interface BalanceCheckOptions {
  readonly entity: string;
  /** From the beginning of one round to the beginning of the next. */
  readonly everyMs: number;
  /** Products that one statement adds up. */
  readonly slice?: number;
  /** For how long nothing may have moved at a level before it counts as staying below zero. */
  readonly settledMs?: number;
}

const SLICE = 200;
const LOOK_MS = 30_000;
const SETTLED_MS = 60 * 60 * 1000;

/**
 * Adds up the ledger, product by product: every balance must be the sum of its movements. One slice is one short transaction that locks no
 * stock, so it takes as much memory for a million products as for two hundred. A round that is interrupted goes on where it was.
 */
export class BalanceCheckLoop implements Loop {
  readonly name = 'balance check';
  readonly everyMillis = LOOK_MS;
  private readonly endGauges: () => void;

  constructor(
    private readonly units: UnitsOfWork,
    private readonly options: BalanceCheckOptions,
  ) {
    this.endGauges = checkGauges(units);
  }

  async turn(): Promise<boolean> {
    const cause = {
      entity: this.options.entity,
      source: { system: 'inventory-propagator', channel: null },
      correlationId: 'balance check',
      causationId: null,
      mode: 'live' as const,
    };
    return this.units.run(cause, async (unit) => {
      const check = this.begun(await unit.lock(balanceChecks.one({ scope: 'ledger' })), unit.now);
      if (check === undefined) return false;
      const slice = await nextProducts(unit.transaction, check.after, this.options.slice ?? SLICE);
      const last = slice.at(-1);
      if (last === undefined) {
        log.info({ products: check.products }, 'every balance was compared with its movements');
        unit.save(balanceChecks.save({ ...check, after: '', finishedAt: unit.now }));
        return false;
      }
      const { entity, settledMs = SETTLED_MS } = this.options;
      const unequal = await unequalBalances(unit.transaction, slice);
      const negative = await negativeLevels(unit.transaction, slice, settledMs);
      await keepFindings(unit, entity, slice, [...unequal, ...negative]);
      unit.save(balanceChecks.save({ ...check, after: last, products: check.products + slice.length }));
      return true;
    });
  }

  stop(): Promise<void> {
    this.endGauges();
    return Promise.resolve();
  }

  /** The round that is under way, or a new one where it is time. */
  private begun(check: BalanceCheckRow, now: Instant): BalanceCheckRow | undefined {
    if (check.finishedAt === null) return check;
    const due = now - check.startedAt >= this.options.everyMs * 1000;
    return due ? { ...check, after: '', startedAt: now, finishedAt: null, products: 0 } : undefined;
  }
}
