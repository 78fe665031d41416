import { execFile } from 'node:child_process';
import { hash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The programs that docs/guides/produce-events.md shows. */
export const examples = fileURLToPath(new URL('../../../docs/guides/examples', import.meta.url));

/** The file of an event's first version, which never changes. */
export const released = (event: string): string =>
  fileURLToPath(new URL(`../../../schemas/released/${event}/1.avsc`, import.meta.url));

/** What an example needs to run; or why it cannot run here, such as a registry of packages that does not answer. */
export type Toolchain = { readonly folder: string } | { readonly missing: string };

interface Step {
  readonly command: string;
  readonly args: readonly string[];
  /** What the command says where something cannot be fetched; any other failure is the example's own fault, and thrown. */
  readonly unavailable: RegExp;
}

/** Makes the examples' surroundings once for each content of `made` and keeps them in the user's cache. */
async function prepared(
  name: string,
  made: readonly string[],
  steps: (folder: string) => readonly Step[],
): Promise<Toolchain> {
  const cache = process.env['PENSTOCK_CACHE'] ?? join(homedir(), '.cache', 'penstock');
  const contents = await Promise.all(made.map((file) => readFile(file)));
  const folder = join(cache, `${name}-${hash('sha256', Buffer.concat(contents)).slice(0, 12)}`);
  if (existsSync(folder)) return { folder };
  const temporary = join(cache, `.${name}-${randomUUID()}`);
  await mkdir(temporary, { recursive: true });
  try {
    for (const { command, args, unavailable } of steps(temporary)) {
      const failure = await attempt(command, args, temporary);
      if (failure === undefined) continue;
      if (unavailable.test(failure)) return { missing: `${command} ${args.join(' ')}: ${lastLine(failure)}` };
      throw new Error(failure);
    }
    await rename(temporary, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error; // otherwise another run was faster, and its folder is as good
    });
    return { folder };
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** A virtual environment of this machine's Python with the example's requirements; its interpreter is `bin/python`. */
export const pythonToolchain = async (): Promise<Toolchain> => {
  const requirements = join(examples, 'python', 'requirements.txt');
  const asked = await run('python3', ['--version']).catch((error: Error) => error);
  if (asked instanceof Error) return { missing: asked.message };
  const [version = '', minor = '0'] = /3\.(\d+)\.\d+/.exec(asked.stdout) ?? [];
  // fromisoformat reads fractions of any length from 3.11 on
  if (Number(minor) < 11) return { missing: `${asked.stdout.trim()} is older than 3.11` };
  return prepared(`producing-python-${version}`, [requirements], (folder) => [
    { command: 'python3', args: ['-m', 'venv', folder], unavailable: /ensurepip|ENOENT/ },
    {
      command: join(folder, 'bin', 'python'),
      args: ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--requirement', requirements],
      unavailable: /No matching distribution|Connection|timed out|Temporary failure|Could not fetch/i,
    },
  ]);
};

/** The compiled Java example in `target/classes` with its jars in `target/libs`. */
export const javaToolchain = async (): Promise<Toolchain> => {
  const project = join(examples, 'java');
  const entries = await readdir(project, { recursive: true, withFileTypes: true });
  const sources = entries
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('target'))
    .map((entry) => join(entry.parentPath, entry.name));
  const unavailable =
    /ENOENT|could not be resolved|Could not (?:resolve|transfer|find artifact)|Unknown host|offline|PluginResolution/i;
  const maven = ['-B', '-ntp', '-q'];
  return prepared('producing-java', sources.toSorted(), (folder) => [
    { command: 'cp', args: ['-r', join(project, 'pom.xml'), join(project, 'src'), folder], unavailable: /ENOENT/ },
    {
      command: 'mvn',
      args: [...maven, 'compile', 'dependency:copy-dependencies', '-DoutputDirectory=target/libs'],
      unavailable,
    },
  ]);
};

/** Runs a program to its end. @returns what it printed. @throws when it ends otherwise than by zero, with what it said */
export async function runProgram(
  command: string,
  args: readonly string[],
  { input, env }: { readonly input: string; readonly env: Readonly<Record<string, string>> },
): Promise<string> {
  const program = run(command, args, { env: { ...process.env, ...env }, timeout: 60_000 });
  program.child.stdin?.end(input);
  return (await program).stdout.trim();
}

/** @returns undefined when it succeeded, otherwise all that it said */
async function attempt(command: string, args: readonly string[], cwd: string): Promise<string | undefined> {
  try {
    await run(command, args, { cwd, maxBuffer: 16 * 1024 * 1024 });
    return undefined;
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as Error & { stdout?: string; stderr?: string };
    return `${message}\n${stdout}${stderr}`;
  }
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? '';
