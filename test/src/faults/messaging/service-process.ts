import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '@penstock/local';
import { type Component, freePort, StackError } from '@penstock/testing/stack';
import { stockProcess, type StockSite } from '../../stock-service/run.js';
import { MUTANT, STRIKE, STRIKE_FILE, type Strike } from './points/strike.js';

export interface StartOptions {
  /** Settings beside the usual, such as other addresses. */
  readonly env?: Readonly<Record<string, string>>;
  /** What it is to do to itself. */
  readonly strike?: Strike;
  /** The defect it is to have. */
  readonly mutant?: string;
}

/** One process of the service under fault. */
export interface ServiceProcess {
  readonly name: string;
  /** Base address of its HTTP server. */
  readonly url: string;
  /** Resolves when it is a member of its group and answers. @throws when it ended before, or was not ready within a minute */
  readonly ready: Promise<void>;
  /** True once it has ended, however it did. */
  readonly hasEnded: boolean;
  /** True once it has struck itself. */
  readonly wasStruck: boolean;
  /** @throws when it is neither ready nor struck, so that its pid is not known */
  signal(signal: NodeJS.Signals): void;
  /** Everything it has logged so far, warnings and above, one JSON object a line. */
  log(): string;
  /** Asks it to end (and wakes it if it was stopped); kills it when it does not. */
  end(): Promise<void>;
}

const preload = pathToFileURL(join(root, 'test', 'dist', 'faults', 'messaging', 'points', 'preload.js')).href;

/** A killed process is missed after six seconds, the least that Kafka's brokers allow. */
const SESSION_MILLIS = '6000';

export async function startServiceProcess(
  site: StockSite,
  { name, dataDir, ...options }: StartOptions & { readonly name: string; readonly dataDir: string },
): Promise<ServiceProcess> {
  const strikes = join(dataDir, 'run', `${name}.struck`);
  const port = await freePort();
  const component = await stockProcess(site, { name, dataDir, port, env: environment(options, strikes) });
  return new Started(component, `http://127.0.0.1:${port}`, strikes, join(dataDir, 'logs', `${name}.log`));
}

const environment = ({ env, strike, mutant }: StartOptions, strikes: string): Record<string, string> => ({
  ...{ RECORD_EFFECTS: 'true', KAFKA_SESSION_TIMEOUT_MS: SESSION_MILLIS, NODE_OPTIONS: `--import=${preload}` },
  [STRIKE_FILE]: strikes,
  ...(strike && { [STRIKE]: JSON.stringify(strike) }),
  ...(mutant !== undefined && { [MUTANT]: mutant }),
  ...env,
});

class Started implements ServiceProcess {
  readonly ready: Promise<void>;
  hasEnded = false;

  constructor(
    private readonly component: Component,
    readonly url: string,
    private readonly strikes: string,
    private readonly logFile: string,
  ) {
    component.onCrash(() => (this.hasEnded = true));
    this.ready = component.start().catch((error: unknown) => {
      if (error instanceof StackError) this.hasEnded = true; // ended, or was ended because it was never ready
      throw error;
    });
    this.ready.catch(() => undefined); // told to whoever waits for it
  }

  get name(): string {
    return this.component.name;
  }

  get wasStruck(): boolean {
    return existsSync(this.strikes);
  }

  signal(signal: NodeJS.Signals): void {
    process.kill(this.pid, signal);
  }

  log(): string {
    return existsSync(this.logFile) ? readFileSync(this.logFile, 'utf8') : '';
  }

  async end(): Promise<void> {
    if (!this.hasEnded && this.wasStruck) this.signal('SIGCONT');
    await this.ready.catch(() => undefined); // one that never became ready has been ended by whoever waited
    this.hasEnded = true;
    await this.component.stop();
  }

  private get pid(): number {
    const pid =
      this.component.pid ?? (this.wasStruck ? Number.parseInt(readFileSync(this.strikes, 'utf8')) : undefined);
    if (pid === undefined) throw new Error(`${this.name} does not run yet`);
    return pid;
  }
}
