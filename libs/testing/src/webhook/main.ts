import { runStandIn } from '../stand-in/command-line.js';
import { startWebhookStandIn } from './start.js';

// node libs/testing/dist/webhook/main.js --port N --data DIR [--secret S] [--rate-per-second N] [--burst N]
await runStandIn('webhook', ['secret', 'rate-per-second', 'burst'], (options, given) => {
  const perSecond = given['rate-per-second'];
  return startWebhookStandIn({
    ...options,
    ...(given.secret !== undefined && { secret: given.secret }),
    ...(perSecond !== undefined && { rate: { perSecond: Number(perSecond), burst: Number(given.burst ?? perSecond) } }),
  });
});
