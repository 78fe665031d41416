import { logger } from '@penstock/observability';

export interface StopOptions {
  /** Milliseconds all steps together may take; then the process ends with status 1 anyway (SHUTDOWN_GRACE_MS). */
  readonly graceMs: number;
  /** In this order; each waits for the one before. A step that fails is logged and the next is taken. Telemetry's comes last. */
  readonly steps: ReadonlyArray<() => Promise<unknown>>;
}

const log = logger('shutdown');

/**
 * Ends the process orderly on SIGTERM and SIGINT: `stopOnSignal({ graceMs, steps: [() => app.close(), () => telemetry.shutdown()] })`.
 * Used instead of Nest's `enableShutdownHooks`, which re-raises the signal before spans are exported.
 */
export function stopOnSignal({ graceMs, steps }: StopOptions): void {
  let stopping = false;
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    const begun = performance.now();
    setTimeout(() => {
      log.error({ graceMs }, 'work in hand did not end within the grace period');
      process.exit(1);
    }, graceMs);
    let failures = 0;
    for (const step of steps) {
      await step().catch((err: unknown) => {
        failures += 1;
        log.error({ err }, 'a shutdown step failed');
      });
    }
    log.info({ tookMs: Math.round(performance.now() - begun), failures }, 'stopped');
    process.exit(failures > 0 ? 1 : (process.exitCode ?? 0)); // whoever asked for the end may have said that it is a bad one
  };
  process.on('SIGTERM', (signal) => void stop(signal));
  process.on('SIGINT', (signal) => void stop(signal));
}
