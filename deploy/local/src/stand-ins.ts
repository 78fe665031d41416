import { join } from 'node:path';
import type { Component } from '@penstock/testing/stack';
import { nodeProcess } from './node-process.js';
import { localSecrets } from './local-secrets.js';
import type { Listener, Ports } from './ports.js';

/** What plays the outside world, and where its compiled program is in libs/testing. */
const PROGRAMS = {
  'trace-collector': 'telemetry',
  'odoo-stand-in': 'odoo',
  'shopify-stand-in': 'shopify',
  'woocommerce-stand-in': 'woocommerce',
  'stripe-stand-in': 'stripe',
} as const satisfies Partial<Record<Listener, string>>;

export type StandIn = keyof typeof PROGRAMS;

export const standIns = Object.keys(PROGRAMS) as StandIn[];

/** What a stand-in is told besides where to keep its state and where to listen. */
const ARGUMENTS: Partial<Record<StandIn, (ports: Ports) => string[]>> = {
  'odoo-stand-in': () => ['--seed', 'demo'],
  'shopify-stand-in': (ports) => [
    ...['--webhook-url', `http://127.0.0.1:${ports['order-ingest']}/webhooks/shopify/demo-shop`],
    ...['--webhook-secret', localSecrets.DEMO_SHOP_WEBHOOK_SECRET],
    ...['--access-token', localSecrets.DEMO_SHOP_ACCESS_TOKEN],
  ],
};

/** Each stand-in as a process that keeps its state below the data folder. None started yet. */
export const standInProcesses = (wanted: readonly StandIn[], ports: Ports, dataDir: string): Component[] =>
  wanted.map((name) =>
    nodeProcess({
      name,
      program: `libs/testing/dist/${PROGRAMS[name]}/main.js`,
      args: ['--data', join(dataDir, name), '--port', String(ports[name]), ...(ARGUMENTS[name]?.(ports) ?? [])],
      readyUrl: standInUrl(name, ports),
      anyAnswer: true,
      dataDir,
    }),
  );

export const standInUrl = (name: StandIn, ports: Ports): string => `http://127.0.0.1:${ports[name]}`;
