import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Component, component } from './component.js';
import { cached, maven, writePom } from './downloads.js';
import { java, smallJvm } from './java.js';
import { kafkaAnswers } from './kafka-probe.js';
import { kafkaProperties } from './kafka-properties.js';

const run = promisify(execFile);
const VERSION = '4.3.1';

/** The broker's jars, fetched from Maven once. */
export const kafkaJars = (): Promise<string> =>
  cached(`kafka-${VERSION}`, async (folder) => {
    await writePom(folder, [`org.apache.kafka:kafka_2.13:${VERSION}`, 'org.slf4j:slf4j-simple:1.7.36']);
    await maven(folder, ['dependency:copy-dependencies', '-DincludeScope=runtime', '-DoutputDirectory=libs']);
  });

export interface KafkaOptions {
  readonly folder: string;
  readonly port: number;
  readonly controllerPort: number;
  readonly logFile: string;
  readonly pidFile: string;
}

/** One Apache Kafka process, broker and KRaft controller at once, with its data below `folder`. Not started yet. */
export async function kafka({ folder, port, controllerPort, logFile, pidFile }: KafkaOptions): Promise<Component> {
  const classPath = join(await kafkaJars(), 'libs', '*');
  const properties = join(folder, 'server.properties');
  const data = join(folder, 'data');
  await mkdir(folder, { recursive: true });
  await writeFile(properties, kafkaProperties({ data, port, controllerPort }));
  if (!existsSync(join(data, 'meta.properties'))) {
    // In front an A: an id that begins with a dash reads as an option.
    const clusterId = `A${randomBytes(16).toString('base64url').slice(1)}`;
    const format = ['kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', properties];
    await run(java(), [...smallJvm, '-cp', classPath, ...format]);
  }
  return component({
    name: 'Kafka',
    command: java(),
    args: [...smallJvm, '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn', '-cp', classPath, 'kafka.Kafka', properties],
    cwd: folder,
    logFile,
    pidFile,
    stopSignal: 'SIGTERM',
    graceMs: 20_000,
    isReady: () => kafkaAnswers(port),
    readyWithinMs: 60_000,
  });
}
