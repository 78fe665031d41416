import { logger } from '@penstock/observability';
import { isInfrastructure } from '@penstock/persistence';
import { pauseDuringOutage } from '../retry-schedule.js';
import { Wake } from './wake.js';

/** Work a service does on its own: the relay, retries, tasks, polls. */
export interface Loop {
  readonly name: string;
  /** Milliseconds to sleep when there was nothing to do; 250 without it. */
  readonly idleMillis?: number;
  /** Does some of the work. @returns true when there is more to do at once */
  turn(signal: AbortSignal): Promise<boolean>;
  /** Called once after the last turn. */
  stop?(): Promise<void>;
}

const log = logger('messaging.loop');

/** Nobody wakes it: a pause after a failure is not cut short by new work. */
const quiet = new Wake();

/** Runs loops until told to stop. A turn that fails is logged and tried again after a growing pause: a loop never ends by an error. */
export class Loops {
  private readonly stopping = new AbortController();
  private running: Promise<void>[] = [];
  private loops: readonly Loop[] = [];

  constructor(private readonly wake: Wake) {}

  start(loops: readonly Loop[]): void {
    this.loops = loops;
    this.running = loops.map((loop) => this.run(loop));
  }

  /** Ends after each loop's present turn. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.running);
    for (const loop of this.loops) {
      try {
        await loop.stop?.();
      } catch (error) {
        log.warn({ err: error, loop: loop.name }, 'loop did not stop cleanly');
      }
    }
  }

  private async run(loop: Loop): Promise<void> {
    const { signal } = this.stopping;
    let failures = 0;
    while (!signal.aborted) {
      try {
        const more = await loop.turn(signal);
        failures = 0;
        if (!more) await this.wake.sleep(loop.idleMillis ?? 250, signal);
      } catch (error) {
        failures += 1;
        const level = isInfrastructure(error) && failures < 3 ? 'warn' : 'error';
        log[level]({ err: error, loop: loop.name, failures }, 'turn failed');
        await quiet.sleep(pauseDuringOutage(failures), signal);
      }
    }
  }
}
