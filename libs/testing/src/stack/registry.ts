import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Component, component } from './component.js';
import { cached, maven, unpack } from './downloads.js';
import { java, smallJvm } from './java.js';

const VERSION = '3.0.9';
const ARTIFACT = 'apicurio-registry-app';

/** Apicurio Registry, fetched from Maven once. Its 3.0 line is the newest that runs on Java 17. */
export const registryProgram = (): Promise<string> =>
  cached(`${ARTIFACT}-${VERSION}`, async (folder) => {
    await maven(folder, [
      'dependency:copy',
      `-Dartifact=io.apicurio:${ARTIFACT}:${VERSION}:tar.gz:all`,
      '-DoutputDirectory=.',
    ]);
    await unpack(folder, `${ARTIFACT}-${VERSION}-all.tar.gz`);
  });

export interface RegistryOptions {
  readonly folder: string;
  readonly port: number;
  readonly logFile: string;
  readonly pidFile: string;
}

/** The address under which it speaks the Confluent Schema Registry's API. */
export const registryUrl = (port: number): string => `http://127.0.0.1:${port}/apis/ccompat/v7`;

/** A schema registry that keeps its schemas in an H2 file below `folder`. Not started yet. */
export async function registry({ folder, port, logFile, pidFile }: RegistryOptions): Promise<Component> {
  const program = await registryProgram();
  await mkdir(folder, { recursive: true });
  return component({
    name: 'The schema registry',
    command: java(),
    args: [
      ...smallJvm,
      '-Dquarkus.http.host=127.0.0.1',
      `-Dquarkus.http.port=${port}`,
      '-Dquarkus.http.access-log.enabled=false',
      '-Dapicurio.storage.kind=sql',
      '-Dapicurio.storage.sql.kind=h2',
      // H2 writes behind by half a second unless told otherwise, and would forget a schema that it already gave an id.
      `-Dapicurio.datasource.url=jdbc:h2:file:${join(folder, 'registry')};WRITE_DELAY=0`,
      '-jar',
      join(program, `${ARTIFACT}-${VERSION}-runner.jar`),
    ],
    cwd: folder,
    logFile,
    pidFile,
    stopSignal: 'SIGTERM',
    graceMs: 15_000,
    isReady: () => answers(`${registryUrl(port)}/subjects`),
    readyWithinMs: 60_000,
  });
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    return false; // nobody listens yet
  }
}
