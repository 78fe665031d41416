import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '@penstock/local';
import type { Findings } from './command.js';
import type { Row } from './row.js';

export interface CommandRun {
  readonly status: number;
  readonly rows: readonly Row[];
  /** What it printed, for the message of a failure. */
  readonly output: string;
}

/** Runs a compiled measuring command as a person does, and reads the rows it wrote. Throws when it wrote none, with all it printed. */
export function runCommand(command: 'bench' | 'faults', args: readonly string[]): Promise<CommandRun> {
  const folder = mkdtempSync(join(tmpdir(), 'penstock-rows-'));
  const file = join(folder, 'rows.json');
  const program = join(root, 'test', 'dist', `${command}.js`);
  const quiet = '--disable-warning=TimeoutNegativeWarning'; // kafkajs 2.2.4, tulios/kafkajs#1751
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [quiet, program, ...args, '--json', file], { cwd: root }, (error, stdout, stderr) => {
      const output = `${stderr}${stdout}`;
      try {
        const { rows } = JSON.parse(readFileSync(file, 'utf8')) as Findings;
        resolve({ status: typeof error?.code === 'number' ? error.code : 0, rows, output });
      } catch (cause) {
        reject(new Error(`${command} ${args.join(' ')} wrote no rows:\n${output}`, { cause }));
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  });
}
