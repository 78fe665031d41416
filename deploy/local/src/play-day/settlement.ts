import { SettlementMatched } from '@penstock/contracts';
import { decimal } from '@penstock/domain';
import type { Charge, Payout } from '@penstock/testing/stripe';
import { standInUrl } from '../stand-ins.js';
import { ask } from './ask.js';
import { from, type Scene } from './scene.js';

/** Stripe charges the card, pays out in the evening, and the payout's line finds the payment it settles. */
export async function orderIsSettled(scene: Scene): Promise<string> {
  const [placed, orderId] = [from(scene, 'placed'), from(scene, 'orderId')];
  const stripe = standInUrl('stripe-stand-in', scene.ports);
  const charge = {
    id: placed.chargeId,
    amount: Number(decimal(placed.total).times('100').toFixed(0)), // Stripe counts in minor units
    currency: placed.currency.toLowerCase(),
    description: `Order ${placed.name}`,
  };
  await ask<Charge>(`${stripe}/_standin/charges`, { method: 'POST', body: charge });
  const payout = await ask<Payout>(`${stripe}/_standin/payouts`, { method: 'POST', body: {} });
  const [{ event }] = await scene.witness.heard(SettlementMatched, (matched) => matched.orderId === orderId);
  const { gross, fee, net, providerLineId } = event;
  const amounts = `${gross.amount.toString()} − ${fee.amount.toString()} = ${net.amount.toString()} ${net.currency}`;
  return `line ${providerLineId} of payout ${payout.id}: ${amounts}`;
}
