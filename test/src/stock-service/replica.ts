import { type Exit, freePort } from '@penstock/testing/stack';
import { stockProcess, type StockProcessOptions, type StockSite } from './run.js';

/** How a process ended, and how many milliseconds after it was asked to. */
export interface Ending extends Exit {
  readonly millis: number;
}

/** One replica of the stock service, whose end is seen as a supervisor sees it. */
export interface Replica {
  readonly name: string;
  /** Base address of its HTTP server. */
  readonly url: string;
  readonly pid: number | undefined;
  /** Starts it and resolves when it is ready; at another version's program, when one is given. */
  start(program?: string): Promise<void>;
  /** Sends SIGTERM and waits for the end, however long that takes. */
  terminate(): Promise<Ending>;
  /** Resolves when it ends by itself. */
  ended(): Promise<Exit>;
  /** Ends it in good order, and with SIGKILL if that takes long; at once when it does not run. */
  stop(): Promise<void>;
  /** SIGKILL. */
  kill(): Promise<void>;
}

export async function stockReplica(site: StockSite, options: StockProcessOptions & { name: string }): Promise<Replica> {
  const port = await freePort();
  const waiting: ((exit: Exit) => void)[] = [];
  const made = async (program: string | undefined) => {
    const process = await stockProcess(site, { ...options, port, ...(program !== undefined && { program }) });
    process.onCrash((exit) => waiting.splice(0).forEach((tell) => tell(exit)));
    return process;
  };
  let current = await made(options.program);
  const ended = (): Promise<Exit> => new Promise((resolve) => waiting.push(resolve));
  return {
    name: options.name,
    url: `http://127.0.0.1:${port}`,
    get pid() {
      return current.pid;
    },
    async start(program) {
      if (program !== undefined) current = await made(program);
      await current.start();
    },
    async terminate() {
      const { pid } = current;
      if (pid === undefined) throw new Error(`${options.name} does not run`);
      const begun = performance.now();
      const end = ended();
      process.kill(pid, 'SIGTERM');
      return { ...(await end), millis: performance.now() - begun };
    },
    ended,
    stop: () => current.stop(),
    kill: () => current.kill(),
  };
}
