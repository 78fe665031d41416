import { defineConfig, setting } from '@penstock/config';
import { messagingSettings } from '@penstock/messaging';

/** What settlement-reconciler reads from its environment. */
export const config = defineConfig({
  ...messagingSettings,
  stripeApiUrl: setting.url({
    env: 'STRIPE_API_URL',
    default: 'https://api.stripe.com',
    description: "Base address of Stripe's API.",
  }),
  stripeApiKey: setting.text({
    env: 'STRIPE_API_KEY',
    secret: true,
    description:
      'Restricted key of the Stripe account; it needs to read payouts, balance transactions and their sources.',
  }),
  stripeAccount: setting.text({
    env: 'STRIPE_ACCOUNT',
    default: 'main',
    description: 'Our name of the Stripe account; part of every payout id, so never change it.',
  }),
  stripePollIntervalMs: setting.integer({
    env: 'STRIPE_POLL_INTERVAL_MS',
    default: 10_000,
    min: 100,
    description: 'Milliseconds between two looks for new payouts.',
  }),
  matchGraceSeconds: setting.integer({
    env: 'MATCH_GRACE_SECONDS',
    default: 86_400,
    min: 0,
    description: 'Seconds a settled charge waits for its payment before it becomes an exception.',
  }),
});
