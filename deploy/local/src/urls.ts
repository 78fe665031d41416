import { join } from 'node:path';
import { LOCAL_ADMIN_TOKEN } from './local-secrets.js';
import type { Ports } from './ports.js';
import { services } from './services.js';
import type { System } from './system.js';

/** Where to look around while it stays up. */
export function urlsOf({ ports, stack, odoo, tracesUrl }: System, dataDir: string): string {
  const rows: [string, string][] = [
    ...services.map((name): [string, string] => [name, `http://127.0.0.1:${ports[name]}/health/ready`]),
    ['Odoo', odoo.url + (odoo.isStandIn ? ' (stand-in)' : '')],
    ...(tracesUrl ? [['Traces', `${tracesUrl}/traces`] as [string, string]] : []),
    ['Kafka', stack.kafkaBrokers],
    ['Schema registry', `${stack.registryUrl}/subjects`],
    ['PostgreSQL', stack.postgresUrl.replace(/[^/]*$/, 'penstock')],
    ['Logs', join(dataDir, 'logs')],
  ];
  return `\n${rows.map(([name, url]) => `  ${name.padEnd(22)} ${url}`).join('\n')}\n\n${operators(ports)}\n`;
}

/** How to ask every service at once: what it set aside, and what became of an order. */
const operators = (ports: Ports): string =>
  [
    '  For operators:',
    `  export PENSTOCK_ADMIN_TOKEN=${LOCAL_ADMIN_TOKEN}`,
    `  export PENSTOCK_ADMIN_URLS=${services.map((name) => `http://127.0.0.1:${ports[`${name}-admin`]}`).join(',')}`,
    '  npx penstock dead-letters list',
    "  npx penstock trace '#1001'",
  ].join('\n');
