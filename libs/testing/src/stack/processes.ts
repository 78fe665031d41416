import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import { end, type Farewell, isClosing, keepTrackOf } from './live-processes.js';
import { endLeftover, writePidFile } from './pid-file.js';
import { StackError } from './stack-error.js';
import { until } from './until.js';

export interface ProcessPlan extends Farewell {
  /** For people: `Kafka`. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly uid?: number;
  readonly gid?: number;
  readonly logFile: string;
  readonly pidFile: string;
  /** A real question to the process, answered by its own protocol. */
  readonly isReady: () => Promise<boolean>;
  readonly readyWithinMs: number;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface RunningProcess {
  readonly pid: number;
  /** Settles when the process has ended, however it did. */
  readonly exited: Promise<Exit>;
  stop(): Promise<void>;
  kill(): Promise<void>;
}

/**
 * Starts a process in a group of its own, so that the terminal's Ctrl-C reaches only us and we choose the order in which things stop, and
 * waits until it is ready. Ends a leftover of the same pid file first. Throws `StackError` `exited` or `not-ready` with the log's last lines.
 */
export async function startProcess(plan: ProcessPlan): Promise<RunningProcess> {
  await endLeftover(plan.pidFile);
  if (isClosing()) throw new StackError('exited', `${plan.name} is not started: everything is being stopped.`);
  const { child, exited, pid } = await launch(plan);
  let ended = false;
  void exited.then(() => (ended = true));
  const ready = await until(async () => ended || (await plan.isReady()), { withinMs: plan.readyWithinMs });
  if (ended) throw new StackError('exited', `${plan.name} ended while starting. ${logTail(plan.logFile)}`);
  if (!ready) {
    await end(child, { ...plan, stopSignal: 'SIGKILL' });
    const seconds = plan.readyWithinMs / 1000;
    throw new StackError('not-ready', `${plan.name} was not ready after ${seconds} s. ${logTail(plan.logFile)}`);
  }
  return {
    pid,
    exited,
    stop: () => end(child, plan),
    kill: () => end(child, { ...plan, stopSignal: 'SIGKILL' }),
  };
}

async function launch(plan: ProcessPlan): Promise<Pick<RunningProcess, 'exited' | 'pid'> & { child: ChildProcess }> {
  const log = openSync(plan.logFile, 'a');
  const child = spawn(plan.command, plan.args, {
    detached: true,
    stdio: ['ignore', log, log],
    ...(plan.env && { env: plan.env }),
    ...(plan.cwd !== undefined && { cwd: plan.cwd }),
    ...(plan.uid !== undefined && { uid: plan.uid }),
    ...(plan.gid !== undefined && { gid: plan.gid }),
  });
  closeSync(log);
  const exited = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => {
      rmSync(plan.pidFile, { force: true });
      resolve({ code, signal });
    });
  });
  const pid = await new Promise<number>((resolve, reject) => {
    child.once('error', (error) =>
      reject(new StackError('exited', `${plan.name} could not be started: ${error.message}.`)),
    );
    child.once('spawn', () => resolve(child.pid ?? 0));
  });
  keepTrackOf(child, plan);
  writePidFile(plan.pidFile, pid, plan.stopSignal);
  return { child, exited, pid };
}

/** The end of a log, for an error's message. */
export function logTail(file: string, lines = 8): string {
  const text = readFileSync(file, 'utf8').trimEnd();
  return text === '' ? `${file} is empty.` : `The end of ${file}:\n${text.split('\n').slice(-lines).join('\n')}`;
}
