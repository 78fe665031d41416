import { runStandIn } from '../stand-in/command-line.js';
import { startWooCommerceStandIn } from './start.js';

// node libs/testing/dist/woocommerce/main.js --port N --data DIR [--consumer-key K] [--consumer-secret S] [--products N] [--rate-per-second N] [--burst N]
await runStandIn(
  'woocommerce',
  ['consumer-key', 'consumer-secret', 'products', 'rate-per-second', 'burst'],
  (options, given) =>
    startWooCommerceStandIn({
      ...options,
      products: Number(given.products ?? 0),
      ...(given['rate-per-second'] !== undefined && {
        rate: { perSecond: Number(given['rate-per-second']), burst: Number(given.burst ?? given['rate-per-second']) },
      }),
      ...(given['consumer-key'] !== undefined && { consumerKey: given['consumer-key'] }),
      ...(given['consumer-secret'] !== undefined && { consumerSecret: given['consumer-secret'] }),
    }),
);
