import { type ProcessPlan, type RunningProcess, startProcess } from './processes.js';

/** A part of the stack that can be hurt and healed on its own, for fault tests. Its port and data stay the same throughout. */
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
}

/** A component of one process. `beforeKill` looks at the process before it dies and returns what to wait for afterwards. */
export function component(plan: ProcessPlan, beforeKill?: (pid: number) => () => Promise<void>): Component {
  let running: RunningProcess | undefined;
  return {
    name: plan.name,
    get pid() {
      return running?.pid;
    },
    async start() {
      if (running) return;
      const started = await startProcess(plan);
      running = started;
      void started.exited.then(() => {
        if (running === started) running = undefined;
      });
    },
    async stop() {
      await running?.stop();
      running = undefined;
    },
    async kill() {
      if (!running) return;
      const afterwards = beforeKill?.(running.pid);
      await running.kill();
      running = undefined;
      await afterwards?.();
    },
  };
}
