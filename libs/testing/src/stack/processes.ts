import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import { endLeftover, writePidFile } from './pid-file.js';
import { StackError } from './stack-error.js';
import { until } from './until.js';

export interface ProcessPlan {
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
  /** What asks the process to end in good order. */
  readonly stopSignal: NodeJS.Signals;
  /** Milliseconds it is given to do so, before SIGKILL. */
  readonly graceMs: number;
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

const live = new Map<ChildProcess, ProcessPlan>();
let closing = false;
// A script that forgot to stop leaves nothing behind.
process.on('exit', () => live.forEach(({ stopSignal }, child) => child.kill(stopSignal)));

/** Ends every process that was started here, in no order, and lets no other start: for a way out in the middle of starting. */
export async function endAllProcesses(): Promise<void> {
  closing = true;
  await Promise.all([...live].map(([child, plan]) => end(child, plan.stopSignal, plan.graceMs)));
}

/**
 * Starts a process in a group of its own, so that the terminal's Ctrl-C reaches only us and we choose the order in which things stop, and
 * waits until it is ready. Ends a leftover of the same pid file first. Throws `StackError` `exited` or `not-ready` with the log's last lines.
 */
export async function startProcess(plan: ProcessPlan): Promise<RunningProcess> {
  await endLeftover(plan.pidFile);
  if (closing) throw new StackError('exited', `${plan.name} is not started: everything is being stopped.`);
  const { child, exited, pid } = await launch(plan);
  let ended = false;
  void exited.then(() => (ended = true));
  const ready = await until(async () => ended || (await plan.isReady()), { withinMs: plan.readyWithinMs });
  if (ended) throw new StackError('exited', `${plan.name} ended while starting. ${logTail(plan.logFile)}`);
  if (!ready) {
    await end(child, 'SIGKILL', plan.graceMs);
    const seconds = plan.readyWithinMs / 1000;
    throw new StackError('not-ready', `${plan.name} was not ready after ${seconds} s. ${logTail(plan.logFile)}`);
  }
  return {
    pid,
    exited,
    stop: () => end(child, plan.stopSignal, plan.graceMs),
    kill: () => end(child, 'SIGKILL', plan.graceMs),
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals, graceMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
  await exited;
  clearTimeout(timer);
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
      live.delete(child);
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
  live.set(child, plan);
  writePidFile(plan.pidFile, pid, plan.stopSignal);
  return { child, exited, pid };
}

/** The end of a log, for an error's message. */
export function logTail(file: string, lines = 8): string {
  const text = readFileSync(file, 'utf8').trimEnd();
  return text === '' ? `${file} is empty.` : `The end of ${file}:\n${text.split('\n').slice(-lines).join('\n')}`;
}
