import type { PlacedOrder } from '@penstock/testing/shopify';
import { exactly, type Row } from '../../measuring/row.js';
import type { TestSystem } from '../../system/test-system.js';

/** Each payment once, each settled by one line of a payout that is proven against its own total. */
export async function moneyEffects({ sql }: TestSystem, placed: readonly PlacedOrder[]): Promise<Row[]> {
  const payments = await sql<{ reference: string; amount: string }>('SELECT * FROM settlement_reconciler.payment');
  const captured = new Map(payments.map(({ reference, amount }) => [reference, Number(amount)]));
  const wrong = placed.filter(({ chargeId, total }) => captured.get(chargeId ?? '') !== Number(total));
  const lines = await sql<{ payment_id: string }>(
    `SELECT payment_id FROM settlement_reconciler.settlement_line WHERE state = 'matched'`,
  );
  const unproven = await sql(`SELECT 1 FROM settlement_reconciler.payout WHERE state <> 'proven'`);
  return [
    exactly('payments captured', placed.length, payments.length, 'payments'),
    exactly('payments lost or of another amount', 0, wrong.length, 'payments'),
    exactly('payments settled', placed.length, new Set(lines.map((line) => line.payment_id)).size, 'payments'),
    exactly('lines that settle them', placed.length, lines.length, 'lines'),
    exactly('payouts not proven', 0, unproven.length, 'payouts'),
  ];
}
