import { runStandIn } from '../stand-in/command-line.js';
import { startAmazonStandIn } from './start.js';

// node libs/testing/dist/amazon/main.js --port N --data DIR [--products N] [--rate-per-second N] [--burst N]
await runStandIn('amazon', ['products', 'rate-per-second', 'burst'], (options, given) =>
  startAmazonStandIn({
    ...options,
    products: Number(given.products ?? 0),
    rate: { perSecond: Number(given['rate-per-second'] ?? 5), burst: Number(given.burst ?? 5) },
  }),
);
