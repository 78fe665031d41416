import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { isInstalled } from './install.mjs';
import { root } from './run.mjs';

const GIGABYTE = 1e9;

/** Throws an Error of one sentence, for the person at the terminal, when something is missing that we cannot fetch ourselves. */
export async function checkPreconditions() {
  checkNode(process.versions.node);
  checkJava();
  checkMaven();
  await checkDisk();
}

export function checkNode(version) {
  const [major, minor] = version.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Error(`Penstock needs Node.js 20.19 or newer, and this is ${version}: get it from https://nodejs.org/.`);
}

function checkJava() {
  const home = process.env.JAVA_HOME;
  const java = home ? join(home, 'bin', 'java') : 'java';
  const where = home ? `JAVA_HOME (${home})` : 'the path';
  const get = 'install a JDK of version 17 or newer, for example from https://adoptium.net/, or set JAVA_HOME to one';
  const { error, stderr } = spawnSync(java, ['-version'], { encoding: 'utf8' });
  if (error) throw new Error(`Kafka needs Java, and there is none in ${where}: ${get}.`);
  const major = javaMajor(stderr);
  if (major === undefined) throw new Error(`Kafka needs Java 17, and ${java} does not say its version: ${get}.`);
  if (major < 17) throw new Error(`Kafka needs Java 17 or newer, and the one in ${where} is ${major}: ${get}.`);
}

/** `openjdk version "17.0.15" 2025-04-15` is 17, `java version "1.8.0_402"` is 8; undefined when the text names no version. */
export function javaMajor(text) {
  const [, first, second] = /version "(\d+)(?:\.(\d+))?/.exec(text) ?? [];
  return first === undefined ? undefined : Number(first === '1' ? second : first);
}

function checkMaven() {
  if (process.env.PATH.split(delimiter).some((folder) => existsSync(join(folder, 'mvn')))) return;
  throw new Error(
    'Kafka and the schema registry are fetched with Maven, and there is no mvn on the path: install it (`apt install maven`, ' +
      '`brew install maven`, or https://maven.apache.org/download.cgi).',
  );
}

async function checkDisk() {
  const needed = isInstalled() ? 0.5 : 2;
  const cache = process.env.PENSTOCK_CACHE ?? join(homedir(), '.cache', 'penstock');
  for (const folder of [root, nearestExisting(cache)]) {
    const { bavail, bsize } = await statfs(folder);
    const free = (bavail * bsize) / GIGABYTE;
    if (free >= needed) continue;
    throw new Error(
      `The disk of ${folder} has ${free.toFixed(1)} GB free, and ${needed} GB are needed: make room there.`,
    );
  }
}

function nearestExisting(folder) {
  return existsSync(folder) ? folder : nearestExisting(dirname(folder));
}
