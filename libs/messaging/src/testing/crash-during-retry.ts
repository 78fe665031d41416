import { listed } from './differences.js';
import { crashEverywhere } from './crash-everywhere.js';
import { failed } from './failed.js';
import type { ServiceUnderTest } from './service-under-test.js';
import { Trial, whileClockStands } from './trial.js';

/**
 * Asserts the same as {@link crashBetweenSteps} of what waits and is now tried again, with what waits behind it: the process dies between any
 * two statements of the retrier, whose effects, inbox states, parked messages and closed keys must in the end be as they are without the crash.
 * Every event that waits must by now be one that can be applied, or that ends as a dead letter.
 * @returns the names of the statements
 * @throws {AssertionError} naming the statement and what was otherwise
 */
export async function crashDuringRetry(service: ServiceUnderTest): Promise<readonly string[]> {
  return whileClockStands(crashDuringRetry, async () => {
    await service.makeDue();
    const trial = await Trial.of(service, []);
    if ((await waitingIn(trial)).length === 0) throw new RangeError('nothing waits to be tried again');
    return crashEverywhere(service, trial, {
      what: 'a retry',
      byProcess: async (database) => {
        const retrier = service.anotherRetrier(database);
        while (await retrier.tryNext());
      },
      byHeir: () => service.retryAll(),
      state: () => trial.state(),
      unharmed: async () => {
        const waiting = await waitingIn(trial);
        if (waiting.length > 0) throw failed(`tried again, these still wait:${listed(waiting)}`);
        return trial.state();
      },
    });
  });
}

/** Those that failed themselves; what waits behind a dead letter goes on waiting. */
async function waitingIn(trial: Trial): Promise<string[]> {
  const { events } = await trial.state();
  return Object.entries(events).flatMap(([id, fate]) => (fate.startsWith('parked, ') ? [`${id}: ${fate}`] : []));
}
