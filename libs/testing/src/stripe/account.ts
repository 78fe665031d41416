import type { z } from 'zod';
import type { Entry, Journal } from '../stand-in/journal.js';
import { newId, newLine } from './balance-line.js';
import { chargeInput, payoutInput, refundInput } from './inputs.js';
import type { BalanceTransaction, Charge, KeptLine, Payout, Refund } from './objects.js';

/** The account's books: every movement makes a line on the balance, a payout closes all lines of its currency that none has yet. */
export class Account {
  constructor(readonly state: Journal) {}

  charge(given: z.input<typeof chargeInput>): Charge {
    const { id = newId('ch'), amount, currency: code, fee, description, metadata } = chargeInput.parse(given);
    const known = this.state.get<Charge>('charge', id);
    if (known) return known;
    const kept = fee ?? Math.round((amount * 29) / 1000) + 30;
    const line = newLine({
      type: 'charge',
      amount,
      fee: kept,
      currency: code,
      source: id,
      description: description ?? null,
    });
    const charge: Charge = {
      id,
      object: 'charge',
      amount,
      currency: code,
      balance_transaction: line.id,
      created: line.created,
      status: 'succeeded',
      paid: true,
      metadata,
    };
    this.state.put({ collection: 'charge', key: id, value: charge }, keep(line, null));
    return charge;
  }

  /** Undefined for an unknown charge. Stripe keeps its fee. */
  refund(given: z.input<typeof refundInput>): Refund | undefined {
    const { charge: chargeId, amount: part } = refundInput.parse(given);
    const charge = this.state.get<Charge>('charge', chargeId);
    if (!charge) return undefined;
    const amount = part ?? charge.amount;
    const id = newId('re');
    const description = `REFUND FOR CHARGE (${chargeId})`;
    const line = newLine({
      type: 'refund',
      amount: -amount,
      fee: 0,
      currency: charge.currency,
      source: id,
      description,
    });
    const refund: Refund = {
      id,
      object: 'refund',
      amount,
      currency: charge.currency,
      charge: chargeId,
      balance_transaction: line.id,
      created: line.created,
      status: 'succeeded',
    };
    this.state.put({ collection: 'refund', key: id, value: refund }, keep(line, null));
    return refund;
  }

  /** Undefined when no line of the currency is left to pay out. */
  payOut(given: z.input<typeof payoutInput> = {}): Payout | undefined {
    const { currency: code, offBy, automatic } = payoutInput.parse(given);
    const open = this.lines().filter(({ line, payoutId }) => payoutId === null && line.currency === code);
    if (open.length === 0) return undefined;
    const amount = open.reduce((sum, { line }) => sum + line.net, offBy);
    const id = newId('po');
    const own = newLine({
      type: 'payout',
      amount: -amount,
      fee: 0,
      currency: code,
      source: id,
      description: 'STRIPE PAYOUT',
    });
    const payout: Payout = {
      id,
      object: 'payout',
      amount,
      arrival_date: own.created - (own.created % 86_400) + 86_400,
      automatic,
      balance_transaction: own.id,
      created: own.created,
      currency: code,
      description: 'STRIPE PAYOUT',
      destination: 'ba_demo',
      livemode: false,
      metadata: {},
      method: 'standard',
      reconciliation_status: 'completed',
      source_type: 'card',
      statement_descriptor: null,
      status: 'paid',
      type: 'bank_account',
    };
    const closed = open.map(({ line }) => keep(line, id));
    this.state.put({ collection: 'payout', key: id, value: payout }, ...closed, keep(own, id));
    return payout;
  }

  lines(): KeptLine[] {
    return this.state.all('line');
  }

  payouts(): Payout[] {
    return this.state.all('payout');
  }

  /** The object a line is about, for `expand[]=data.source`. */
  source(id: string): object | undefined {
    return ['charge', 'refund', 'payout'].map((kind) => this.state.get<object>(kind, id)).find(Boolean);
  }
}

const keep = (line: BalanceTransaction, payoutId: string | null): Entry => ({
  collection: 'line',
  key: line.id,
  value: { line, payoutId } satisfies KeptLine,
});
