import { requireFreePort, StackError } from '@penstock/testing/stack';

/** Everything that listens, and how far its port is from the base. */
const OFFSETS = {
  'order-ingest': 1,
  'inventory-propagator': 2,
  'odoo-adapter': 3,
  'settlement-reconciler': 4,
  'order-ingest-admin': 5,
  'inventory-propagator-admin': 6,
  'odoo-adapter-admin': 7,
  'settlement-reconciler-admin': 8,
  'odoo-stand-in': 11,
  'shopify-stand-in': 12,
  'woocommerce-stand-in': 13,
  'stripe-stand-in': 14,
  'trace-collector': 15,
  kafka: 21,
  'kafka-controller': 22,
  registry: 23,
  postgres: 24,
} as const;

export type Listener = keyof typeof OFFSETS;
export type Ports = Readonly<Record<Listener, number>>;

/** The variable that moves one port: `PENSTOCK_PORT_KAFKA_CONTROLLER`. */
const variableOf = (listener: Listener): string => `PENSTOCK_PORT_${listener.toUpperCase().replaceAll('-', '_')}`;

/** Throws an Error of one sentence when a variable holds no port. */
export function portsFrom(base: number, env: NodeJS.ProcessEnv): Ports {
  const entries = Object.entries(OFFSETS).map(([name, offset]) => {
    const variable = variableOf(name as Listener);
    const port = Number(env[variable] ?? base + offset);
    if (!Number.isInteger(port) || port < 1 || port > 65_535) {
      throw new Error(`${variable} must be a port from 1 to 65535, not ${env[variable]}.`);
    }
    return [name, port] as const;
  });
  return Object.fromEntries(entries) as Record<Listener, number>;
}

/** Throws an Error of one sentence that names the first port somebody else listens on, and how to choose another. */
export async function requireFreePorts(ports: Ports): Promise<void> {
  for (const [name, port] of Object.entries(ports)) {
    try {
      await requireFreePort(port, name);
    } catch (error) {
      if (!(error instanceof StackError)) throw error;
      const remedy = `choose another with ${variableOf(name as Listener)}, or move all of them with \`npm start -- --port-base N\``;
      throw new Error(`${error.message.replace(/\.$/, '')}: ${remedy}.`, { cause: error });
    }
  }
}
