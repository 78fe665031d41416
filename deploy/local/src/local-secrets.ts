import { demoCatalogue } from '@penstock/testing/shopify';

/** What the demo shop's checkout shows inventory-propagator, which listens on 127.0.0.1 only. */
export const LOCAL_CHECKOUT_TOKEN = 'checkout-on-this-machine-and-nowhere-else';

/** What the local services and stand-ins know each other by; the shops' variables are those that channels.yaml names. */
export const localSecrets = {
  DEMO_SHOP_WEBHOOK_SECRET: demoCatalogue.shopify.webhookSecret,
  DEMO_SHOP_ACCESS_TOKEN: demoCatalogue.shopify.accessToken,
  DEMO_SHOP_CHECKOUT_TOKEN: LOCAL_CHECKOUT_TOKEN,
  DEMO_WOO_CONSUMER_KEY: demoCatalogue.woocommerce.consumerKey,
  DEMO_WOO_CONSUMER_SECRET: demoCatalogue.woocommerce.consumerSecret,
} as const;

export const STRIPE_SECRET_KEY = demoCatalogue.stripe.secretKey;

/** The roles' password on a server that listens on 127.0.0.1 only. */
export const LOCAL_PASSWORD = 'penstock';

/** What `npx penstock` shows the services' admin APIs, which listen on 127.0.0.1 only. */
export const LOCAL_ADMIN_TOKEN = 'penstock-on-this-machine-and-nowhere-else';
