import { listPayouts, type StripePayout } from '@penstock/connector-stripe';
import type { Instant } from '@penstock/domain';
import type { HttpClient } from '@penstock/http';
import { type Loop, once, type Task, type UnitsOfWork } from '@penstock/messaging';
import { inTransaction, readRows } from '@penstock/persistence';
import { type ImportPayout, importOf } from '../importing-payout/import-payout.js';
import { causeOfPayout, payoutIdOf, type StripeAccount } from '../stripe-account.js';
import { importCursors, payouts } from '../tables.js';
import { isReady, nextCursor } from './next-cursor.js';
import { itemsOf } from './stripe-client.js';

/** Looks for payouts that reached the bank and asks for the import of each, once. */
export class PayoutPoll implements Loop {
  readonly name = 'payout poll';

  constructor(
    private readonly units: UnitsOfWork,
    private readonly client: HttpClient,
    private readonly account: StripeAccount,
    private readonly importPayout: Task<ImportPayout, unknown>,
    readonly everyMillis: number,
  ) {}

  /** @throws {Transient | Permanent} when Stripe does not answer: the loop tries again */
  async turn(): Promise<boolean> {
    const cursor = await this.cursor();
    const seen = await itemsOf(listPayouts(this.client, cursor === null ? {} : { createdAfter: cursor }));
    const fresh = await this.unknown(seen.filter(isReady));
    const next = nextCursor(cursor, seen);
    if (fresh.length > 0 || next !== cursor) await this.ask(fresh, next);
    return false;
  }

  private cursor(): Promise<Instant | null> {
    const ref = importCursors.one({ account: this.account.name });
    return inTransaction(this.units.database, async (transaction) => {
      const rows = await readRows(transaction, importCursors, [ref]);
      return rows.get(ref.id)?.createdAfter ?? null;
    });
  }

  private async unknown(ready: readonly StripePayout[]): Promise<StripePayout[]> {
    const known = await inTransaction(this.units.database, (transaction) =>
      readRows(
        transaction,
        payouts,
        ready.map((payout) => this.refOf(payout)),
      ),
    );
    return ready.filter((payout) => !known.has(this.refOf(payout).id));
  }

  /** The cursor moves in the same transaction as what it passed; another process that saw the same finds the rows there. */
  private ask(fresh: readonly StripePayout[], next: Instant | null): Promise<void> {
    return this.units.run(undefined, async (unit) => {
      const cursorRef = importCursors.one({ account: this.account.name });
      await unit.load([cursorRef, ...fresh.map((payout) => this.refOf(payout))]);
      const cursor = unit.row(cursorRef);
      if (next !== null && next > (cursor.createdAfter ?? 0)) {
        unit.save(importCursors.save({ ...cursor, createdAfter: next }));
      }
      for (const payout of fresh) {
        const row = unit.row(this.refOf(payout));
        if (row.providerPayoutId !== null) continue;
        const { id, amount, createdAt } = payout;
        const known = { provider: 'stripe', account: this.account.name, providerPayoutId: id, createdAt };
        unit.save(payouts.save({ ...row, ...known, amount: amount.amount, currency: amount.currency }));
        const wanted = { naturalKey: row.payoutId, document: row.payoutId, payload: importOf(payout) };
        unit.once(once(this.importPayout, wanted), causeOfPayout(this.account, row.payoutId));
      }
    });
  }

  private refOf(payout: StripePayout) {
    return payouts.one({ payoutId: payoutIdOf(this.account, payout.id) });
  }
}
