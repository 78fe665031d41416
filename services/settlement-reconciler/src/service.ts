import type { Config } from '@penstock/config';
import { ExceptionRaised, SettlementImported, SettlementMatched } from '@penstock/contracts';
import { type ServiceDefinition, TaskLoop } from '@penstock/messaging';
import { Ageing } from './ageing/ageing.js';
import type { config } from './config.js';
import { importPayoutFrom } from './importing-payout/import-payout.js';
import { onPaymentCaptured } from './payment-captured/on-payment-captured.js';
import { PayoutPoll } from './reading-payouts/payout-poll.js';
import { stripeClient } from './reading-payouts/stripe-client.js';

/** Imports payouts, proves them, and matches their lines to the payments that the channels captured. */
export function settlementReconciler(settings: Config<typeof config>): ServiceDefinition {
  const account = { entity: settings.entity, name: settings.stripeAccount };
  const client = stripeClient({ apiUrl: settings.stripeApiUrl, apiKey: settings.stripeApiKey, account: account.name });
  const importPayout = importPayoutFrom(client, account, settings.matchGraceSeconds * 1_000_000);
  return {
    name: 'settlement-reconciler',
    handlers: [onPaymentCaptured],
    says: [SettlementImported, SettlementMatched, ExceptionRaised],
    loops: (units) => [
      new PayoutPoll(units, client, account, importPayout, settings.stripePollIntervalMs),
      new TaskLoop(units, importPayout),
      new Ageing(units, account),
    ],
  };
}
