import { join } from 'node:path';
import { type Component, type Stack, startStack } from '@penstock/testing/stack';
import { LOCAL_PASSWORD } from './local-secrets.js';
import { nodeProcess } from './node-process.js';
import { type OdooAccess, odooAccess } from './odoo.js';
import { type Ports, requireFreePorts } from './ports.js';
import { serviceEnvironment, type Surroundings } from './service-environment.js';
import { type Service, services } from './services.js';
import { setUp } from './setup/set-up.js';
import { type StandIn, standInProcesses, standIns, standInUrl } from './stand-ins.js';
import { supervise } from './supervise.js';

export interface SystemOptions {
  readonly dataDir: string;
  readonly ports: Ports;
  readonly env: NodeJS.ProcessEnv;
  readonly say: (line: string) => void;
}

/** The whole of Penstock on this machine, every part a process of its own. */
export interface System {
  readonly ports: Ports;
  readonly stack: Stack;
  readonly odoo: OdooAccess;
  /** The local collector's address, or undefined when traces go to the OTEL_EXPORTER_OTLP_ENDPOINT of the environment. */
  readonly tracesUrl: string | undefined;
  readonly services: Readonly<Record<Service, Component>>;
  /** Services first, so that none sees another part vanish; then stand-ins, then registry, Kafka and PostgreSQL. */
  stop(): Promise<void>;
}

/** Starts everything and resolves when every part is ready. Throws an Error for the person at the terminal, and then leaves nothing running. */
export async function startSystem({ dataDir, ports, env, say }: SystemOptions): Promise<System> {
  const odoo = odooAccess(env, ports);
  const otlpEndpoint = env['OTEL_EXPORTER_OTLP_ENDPOINT'];
  const stopping = new AbortController();
  const beforeStart = () => requireFreePorts(ports);
  const stackPorts = { ...ports, kafkaController: ports['kafka-controller'] };
  const stack = await startStack({ dataDir, ports: stackPorts, beforeStart, onProgress: say });
  const around: Surroundings = {
    stack,
    ports,
    odoo,
    otlpEndpoint: otlpEndpoint ?? standInUrl('trace-collector', ports),
  };

  const skipped: StandIn[] = [
    ...(odoo.isStandIn ? [] : ['odoo-stand-in' as const]),
    ...(otlpEndpoint ? ['trace-collector' as const] : []),
  ];
  const outside = standInProcesses(
    standIns.filter((name) => !skipped.includes(name)),
    ports,
    dataDir,
  );
  const inside = Object.fromEntries(services.map((name) => [name, serviceProcess(name, around, dataDir)])) as Record<
    Service,
    Component
  >;
  const stop = async (): Promise<void> => {
    stopping.abort();
    await Promise.all(Object.values(inside).map((part) => part.stop()));
    await Promise.all(outside.map((part) => part.stop()));
    await stack.stop();
  };

  try {
    await Promise.all([
      setUp({ ...stack, rolePassword: LOCAL_PASSWORD, partitions: 'local', say }),
      startAll(outside, say),
    ]);
    await startAll(Object.values(inside), say);
  } catch (error) {
    await stop();
    throw error;
  }
  for (const part of [stack.postgres, stack.kafka, stack.registry, ...outside, ...Object.values(inside)]) {
    supervise(part, say, stopping.signal);
  }
  return {
    ports,
    stack,
    odoo,
    tracesUrl: otlpEndpoint ? undefined : around.otlpEndpoint,
    services: inside,
    stop,
  };
}

const serviceProcess = (name: Service, around: Surroundings, dataDir: string): Component =>
  nodeProcess({
    name,
    program: join('services', name, 'dist/main.js'),
    env: serviceEnvironment(name, around),
    readyUrl: `http://127.0.0.1:${around.ports[name]}/health/ready`,
    dataDir,
  });

async function startAll(parts: readonly Component[], say: (line: string) => void): Promise<void> {
  const started = parts.map(async (part) => {
    await part.start();
    say(`${part.name} is ready (pid ${part.pid})`);
  });
  await Promise.allSettled(started); // so that a failure finds the others started, and they can be stopped
  await Promise.all(started);
}
