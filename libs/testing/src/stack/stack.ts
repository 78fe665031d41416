import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Component } from './component.js';
import { lockInstance } from './instance-lock.js';
import { kafka } from './kafka.js';
import { endLeftovers } from './leftovers.js';
import { type StackPorts, choosePorts } from './ports.js';
import { postgres, postgresUrl } from './postgres.js';
import { registry, registryUrl } from './registry.js';
import { demandFullCompatibility } from './setup.js';

export interface StackOptions {
  /** Where data, logs and pid files live; made when absent. The same folder again finds the same data. */
  readonly dataDir: string;
  /** Ports of 127.0.0.1; those left out are chosen among the free ones. */
  readonly ports?: Partial<StackPorts>;
  /** Called when the data folder is this process's alone and what a killed run left is gone. What it throws ends the start. */
  readonly beforeStart?: () => Promise<void>;
  /** Told what happens, a line at a time, for people. */
  readonly onProgress?: (line: string) => void;
}

export interface Stack {
  /** `127.0.0.1:9092` */
  readonly kafkaBrokers: string;
  /** The Confluent-compatible API: `http://127.0.0.1:8081/apis/ccompat/v7` */
  readonly registryUrl: string;
  /** The superuser's. */
  readonly postgresUrl: string;
  readonly kafka: Component;
  readonly registry: Component;
  readonly postgres: Component;
  /** Of the components that run, by name. */
  readonly pids: Readonly<Record<'kafka' | 'registry' | 'postgres', number | undefined>>;
  /** Stops registry, Kafka, PostgreSQL; the data stays. */
  stop(): Promise<void>;
}

/**
 * Starts a real Apache Kafka, schema registry and PostgreSQL as processes of this machine and resolves when each answers. What a killed
 * run left on the same data is ended first. Throws `StackError`, and then leaves nothing running.
 */
export async function startStack({
  dataDir,
  ports: wanted = {},
  beforeStart,
  onProgress,
}: StackOptions): Promise<Stack> {
  const say = onProgress ?? (() => undefined);
  const unlock = lockInstance(dataDir);
  mkdirSync(join(dataDir, 'logs'), { recursive: true });
  const files = (name: string) => ({
    logFile: join(dataDir, 'logs', `${name}.log`),
    pidFile: join(dataDir, 'run', `${name}.pid`),
  });
  const started: Component[] = [];
  const stop = async (): Promise<void> => {
    for (const part of started.toReversed()) await part.stop();
    unlock();
  };

  try {
    const leftovers = await endLeftovers(dataDir);
    if (leftovers.length > 0) say(`Ended what a killed run had left behind: ${leftovers.join(', ')}`);
    await beforeStart?.();
    const ports = await choosePorts(wanted);
    say('Fetching Kafka and the schema registry, unless they are here already');
    const start = async <T extends Component>(made: Promise<T>): Promise<T> => {
      const part = await made;
      const begun = performance.now();
      await part.start();
      started.push(part);
      say(`${part.name} is ready (pid ${part.pid}, ${((performance.now() - begun) / 1000).toFixed(1)} s)`);
      return part;
    };
    const parts = await allOrThrow([
      start(postgres({ dataDir, port: ports.postgres, ...files('postgres') })),
      start(
        kafka({
          folder: join(dataDir, 'kafka'),
          port: ports.kafka,
          controllerPort: ports.kafkaController,
          ...files('kafka'),
        }),
      ),
      start(registry({ folder: join(dataDir, 'registry'), port: ports.registry, ...files('registry') })),
    ]);
    await demandFullCompatibility(registryUrl(ports.registry));
    return {
      kafkaBrokers: `127.0.0.1:${ports.kafka}`,
      registryUrl: registryUrl(ports.registry),
      postgresUrl: postgresUrl(ports.postgres),
      postgres: parts[0],
      kafka: parts[1],
      registry: parts[2],
      get pids() {
        return { postgres: parts[0].pid, kafka: parts[1].pid, registry: parts[2].pid };
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Like Promise.all, but waits for every one to settle before it throws, so that whatever was started is known and can be stopped. */
async function allOrThrow<T extends readonly unknown[]>(promises: { [K in keyof T]: Promise<T[K]> }): Promise<T> {
  await Promise.allSettled(promises);
  return await Promise.all(promises);
}
