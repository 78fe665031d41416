import { runStandIn } from '../stand-in/command-line.js';
import { startStripeStandIn } from './start.js';

// node libs/testing/dist/stripe/main.js --port N --data DIR [--secret-key K]
await runStandIn('stripe', ['secret-key'], (options, given) =>
  startStripeStandIn({ ...options, ...(given['secret-key'] !== undefined && { secretKey: given['secret-key'] }) }),
);
