import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { StackError } from './stack-error.js';

const run = promisify(execFile);

/** Where jars are kept between runs and shared by all clones of this user. */
export const cacheFolder = (): string => process.env['PENSTOCK_CACHE'] ?? join(homedir(), '.cache', 'penstock');

/**
 * A folder of the cache, filled by `fetch` the first time. It appears whole or not at all, and two processes may ask at once: each fetches
 * into a folder of its own and the first to finish gives it its name.
 */
export async function cached(name: string, fetch: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(cacheFolder(), name);
  if (existsSync(folder)) return folder;
  const temporary = join(cacheFolder(), `.${name}.${randomUUID()}`);
  await mkdir(temporary, { recursive: true });
  try {
    await fetch(temporary);
    await rename(temporary, folder);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/** Runs Maven in a folder. Throws `StackError` `download-failed` or `disk-full`. */
export async function maven(folder: string, args: readonly string[]): Promise<void> {
  await attempt('mvn', ['-B', '-ntp', '-q', ...args], folder);
}

/** Unpacks a .tar.gz inside a folder. Throws `StackError` `download-failed` or `disk-full`. */
export async function unpack(folder: string, archive: string): Promise<void> {
  await attempt('tar', ['-xzf', archive], folder);
  await rm(join(folder, archive));
}

/** Writes the smallest pom that names the given artifacts (group:artifact:version) as dependencies. */
export async function writePom(folder: string, artifacts: readonly string[]): Promise<void> {
  const dependencies = artifacts.map((artifact) => {
    const [group, name, version] = artifact.split(':');
    return `<dependency><groupId>${group}</groupId><artifactId>${name}</artifactId><version>${version}</version></dependency>`;
  });
  await writeFile(
    join(folder, 'pom.xml'),
    `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>penstock</groupId>` +
      `<artifactId>stack</artifactId><version>1</version><dependencies>${dependencies.join('')}</dependencies></project>\n`,
  );
}

async function attempt(command: string, args: readonly string[], cwd: string): Promise<void> {
  try {
    await run(command, args, { cwd, maxBuffer: 16 * 1024 * 1024 });
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as Error & { stdout?: string; stderr?: string };
    const said = `${stdout}${stderr}`.trim() || message;
    if (/No space left on device|ENOSPC/i.test(said)) {
      throw new StackError(
        'disk-full',
        `The disk that holds ${cacheFolder()} is full; free about 500 MB and try again.`,
      );
    }
    const end = said.split('\n').slice(-5).join('\n');
    throw new StackError('download-failed', `${command} could not fetch what the local stack needs. It said:\n${end}`);
  }
}
