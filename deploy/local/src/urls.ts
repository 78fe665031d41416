import { join } from 'node:path';
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
  return `\n${rows.map(([name, url]) => `  ${name.padEnd(22)} ${url}`).join('\n')}\n`;
}
