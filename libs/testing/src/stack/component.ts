import { type Exit, type ProcessPlan, type RunningProcess, startProcess } from './processes.js';

/** A process that can be hurt and healed on its own, for fault tests and for supervision. Its port and data stay the same throughout. */
export interface Component {
  readonly name: string;
  /** Undefined while it does not run. */
  readonly pid: number | undefined;
  /** Resolves when it answers; at once when it runs already. Throws `StackError`. */
  start(): Promise<void>;
  /** Ends it in good order; resolves when it has ended. */
  stop(): Promise<void>;
  /** SIGKILL, as a crash would. */
  kill(): Promise<void>;
  /** Calls back when it has ended though neither `stop` nor `kill` was called. */
  onCrash(listener: (exit: Exit) => void): void;
}

/** A component of one process. `beforeKill` looks at the process before it dies and returns what to wait for afterwards. */
export function component(plan: ProcessPlan, beforeKill?: (pid: number) => () => Promise<void>): Component {
  let running: RunningProcess | undefined;
  const crashListeners: ((exit: Exit) => void)[] = [];
  return {
    name: plan.name,
    get pid() {
      return running?.pid;
    },
    async start() {
      if (running) return;
      const started = await startProcess(plan);
      running = started;
      void started.exited.then((exit) => {
        if (running !== started) return;
        running = undefined;
        for (const listener of crashListeners) listener(exit);
      });
    },
    async stop() {
      const ending = running;
      running = undefined;
      await ending?.stop();
    },
    async kill() {
      const ending = running;
      running = undefined;
      if (!ending) return;
      const afterwards = beforeKill?.(ending.pid);
      await ending.kill();
      await afterwards?.();
    },
    onCrash: (listener) => void crashListeners.push(listener),
  };
}
