import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** How a process is asked to end, and the milliseconds it is given before SIGKILL. */
export interface Farewell {
  readonly stopSignal: NodeJS.Signals;
  readonly graceMs: number;
}

const live = new Map<ChildProcess, Farewell>();
let closing = false;

/** True once {@link endAllProcesses} was called: nothing may start any more. */
export const isClosing = (): boolean => closing;

/** From now on the child does not outlive this process, unless that is killed with SIGKILL: then its pid file tells the next run. */
export function keepTrackOf(child: ChildProcess, farewell: Farewell): void {
  if (live.size === 0) watchSignals();
  live.set(child, farewell);
  child.once('exit', () => live.delete(child));
}

/** Ends every process that was started here, in no order, and lets no other start: for a way out in the middle of starting. */
export async function endAllProcesses(): Promise<void> {
  closing = true;
  await Promise.all([...live].map(([child, farewell]) => end(child, farewell)));
}

/** Resolves when the child has ended; at once when it had already. */
export async function end(child: ChildProcess, { stopSignal, graceMs }: Farewell): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(stopSignal);
  const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
  await exited;
  clearTimeout(timer);
}

// A program that forgot to stop leaves nothing behind.
process.on('exit', () => live.forEach(({ stopSignal }, child) => child.kill(stopSignal)));

let watching = false;

/** A program that listens to no signal itself would die of one without a word, and `exit` above would not happen. */
function watchSignals(): void {
  if (watching) return;
  watching = true;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    const onSignal = (): void => {
      if (process.listenerCount(signal) > 1) return; // the program does, and knows better in which order to stop
      void endAllProcesses().then(() => {
        process.off(signal, onSignal);
        process.kill(process.pid, signal);
      });
    };
    process.on(signal, onSignal);
  }
}
