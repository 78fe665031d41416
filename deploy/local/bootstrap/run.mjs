import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The clone's root, where everything is run. */
export const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The Node 24 that npm installed, whatever Node runs this file. */
export const node24 = `${root}node_modules/node/bin/node`;

/** The JavaScript of a tool's command, to be run with `node24`. */
export const tool = (name) =>
  ({
    tsc: 'node_modules/typescript/bin/tsc',
    eslint: 'node_modules/eslint/bin/eslint.js',
    prettier: 'node_modules/prettier/bin/prettier.cjs',
    vitest: 'node_modules/vitest/vitest.mjs',
  })[name];

/** Whatever a program starts by the name of `node` is Node 24 as well. */
const env = { ...process.env, PATH: `${root}node_modules/.bin:${process.env.PATH}` };

/**
 * Runs a program on this terminal and resolves to its exit status. Signals sent to us are passed on. The channel between us tells it
 * when we are gone without a word, so that a killed `npm start` does not leave it running for ever.
 */
export function runForeground(command, args) {
  const child = spawn(command, args, { cwd: root, env, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  const pass = (signal) => child.kill(signal);
  for (const signal of signals) process.on(signal, pass);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      for (const name of signals) process.off(name, pass);
      resolve(code ?? (signal === null ? 1 : 128));
    });
  });
}

/** Runs a program in silence; resolves to its exit status and all it printed. */
export function runQuietly(command, args) {
  const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ status: code ?? 1, output: output.trim() }));
  });
}
