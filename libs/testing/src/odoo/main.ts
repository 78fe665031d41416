import { parseArgs } from 'node:util';
import { startOdooStandIn } from './stand-in.js';

/**
 * The stand-in as a process of its own:
 * `node dist/odoo/main.js --port 8069 --data DIR [--seed demo] [--version 18] [--database odoo --user admin --password admin --api-key K]`.
 * Prints one JSON line when it listens: `{"event":"listening","url":…,"database":…,"user":…}`.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8069' },
    data: { type: 'string' },
    seed: { type: 'string', default: 'none' },
    database: { type: 'string', default: 'odoo' },
    user: { type: 'string', default: 'admin' },
    password: { type: 'string', default: 'admin' },
    'api-key': { type: 'string' },
    version: { type: 'string', default: '18' },
  },
});

const { port, data, seed, database, user, password, 'api-key': apiKey, version } = values;
if (
  data === undefined ||
  (seed !== 'none' && seed !== 'demo') ||
  !/^\d+$/.test(port) ||
  (version !== '18' && version !== '19')
) {
  process.stderr.write('usage: main.js --port NUMBER --data DIR [--seed none|demo] [--version 18|19] [--database D] [--user U] [--password P] [--api-key K]\n'); // prettier-ignore
  process.exit(2);
}

try {
  const options = {
    port: Number(port),
    dataDir: data,
    seed,
    version: version === '18' ? 18 : 19,
    database,
    user,
    password,
  } as const;
  const standIn = await startOdooStandIn(apiKey === undefined ? options : { ...options, apiKey });
  process.stdout.write(`${JSON.stringify({ event: 'listening', url: standIn.url, database, user })}\n`);
  const stop = (): void => void standIn.stop().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
} catch (error) {
  process.stderr.write(`the Odoo stand-in could not start on port ${port}: ${String(error)}\n`);
  process.exit(1);
}
