import { runStandIn } from '../stand-in/command-line.js';
import { startWooCommerceStandIn } from './start.js';

// node libs/testing/dist/woocommerce/main.js --port N --data DIR [--consumer-key K] [--consumer-secret S]
await runStandIn('woocommerce', ['consumer-key', 'consumer-secret'], (options, given) =>
  startWooCommerceStandIn({
    ...options,
    ...(given['consumer-key'] !== undefined && { consumerKey: given['consumer-key'] }),
    ...(given['consumer-secret'] !== undefined && { consumerSecret: given['consumer-secret'] }),
  }),
);
