import { logger } from '@penstock/observability';
import { isDiskFull, isInfrastructure } from '@penstock/persistence';
import { pauseDuringOutage } from '../retry-schedule.js';
import { pause, type Wake } from './wake.js';

/** Work a service does on its own: the relay, retries, tasks, polls. */
export interface Loop {
  readonly name: string;
  /** By the clock: milliseconds from one turn to the next, whatever is committed meanwhile. Without it, every commit of this process wakes the loop. */
  readonly everyMillis?: number;
  /** Does some of the work. @returns true when there is more to do at once */
  turn(signal: AbortSignal): Promise<boolean>;
  /** Called once after the last turn. */
  stop?(): Promise<void>;
}

const log = logger('messaging.loop');

/** How often a loop looks that nobody woke: work of other processes, retries that came due. */
const LOOK_MILLIS = 250;

/** Runs loops until told to stop. A turn that fails is logged and tried again after a growing pause: a loop never ends by an error. */
export class Loops {
  private readonly stopping = new AbortController();
  private running: Promise<void>[] = [];
  private loops: readonly Loop[] = [];

  constructor(
    private readonly wake: Wake,
    private readonly lookMillis = LOOK_MILLIS,
  ) {}

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
      const woken = this.wake.count(loop.name);
      try {
        const more = await loop.turn(signal);
        failures = 0;
        if (more) continue;
        if (loop.everyMillis === undefined) await this.wake.sleep(loop.name, this.lookMillis, signal, woken);
        else await pause(loop.everyMillis, signal);
      } catch (error) {
        failures += 1;
        const level = isInfrastructure(error) && failures < 3 ? 'warn' : 'error';
        const alarm = isDiskFull(error) ? { alarm: 'DATABASE_FULL' } : {};
        log[level]({ ...alarm, err: error, loop: loop.name, failures }, 'turn failed');
        await pause(pauseDuringOutage(failures), signal);
      }
    }
  }
}
