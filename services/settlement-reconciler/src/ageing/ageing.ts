import type { Loop, UnitsOfWork } from '@penstock/messaging';
import { inTransaction, selectRows } from '@penstock/persistence';
import { noPayment } from '../matching/exceptions.js';
import { causeOfPayout, type StripeAccount } from '../stripe-account.js';
import { paymentReferences, type SettlementLine, settlementLines } from '../tables.js';

const BATCH = 100;
const INTERVAL_MS = 1_000;

/** Tells a person of charges that were settled and whose payment did not come in time. A payment that comes later still matches. */
export class Ageing implements Loop {
  readonly name = 'ageing';
  readonly everyMillis = INTERVAL_MS;

  constructor(
    private readonly units: UnitsOfWork,
    private readonly account: StripeAccount,
  ) {}

  async turn(): Promise<boolean> {
    while ((await this.raiseDue()) === BATCH);
    return false;
  }

  /** @returns how many lines were due */
  async raiseDue(): Promise<number> {
    const due = await inTransaction(this.units.database, (transaction) =>
      selectRows(
        transaction,
        settlementLines,
        `WHERE t.state = 'waiting' AND t.due_at <= clock_timestamp() ORDER BY t.due_at LIMIT ${BATCH}`,
      ),
    );
    if (due.length > 0) await this.raise(due);
    return due.length;
  }

  /** The charge's row is locked first, as everywhere: its payment may be arriving at this moment. */
  private raise(due: readonly SettlementLine[]): Promise<void> {
    return this.units.run(undefined, async (unit) => {
      const refs = due.map(({ lineId }) => settlementLines.one({ lineId }));
      const references = due.flatMap(({ provider, chargeReference: reference }) =>
        reference === null ? [] : [paymentReferences.one({ provider, reference })],
      );
      await unit.load([...references, ...refs]);
      for (const line of refs.map((ref) => unit.row(ref))) {
        if (line.state !== 'waiting') continue;
        unit.save(settlementLines.save({ ...line, state: 'exception', exceptionKind: 'UNMATCHED_SETTLEMENT_LINE' }));
        unit.emit(noPayment(this.account.entity, line), causeOfPayout(this.account, line.payoutId));
      }
    });
  }
}
