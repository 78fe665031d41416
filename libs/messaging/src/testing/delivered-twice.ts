import { type Incoming, labelOf } from './incoming.js';
import type { ServiceUnderTest } from './service-under-test.js';
import { refuseDifference, Trial, whileClockStands } from './trial.js';

/**
 * Asserts that events which are delivered again change nothing: later, to a process that has just started, and twice in one fetch. The
 * service's rows, tasks and outbox stay as the first delivery left them.
 * @throws {AssertionError} naming what changed, or the event that was not even applied the first time
 */
export async function deliveredTwice(service: ServiceUnderTest, ...events: readonly Incoming[]): Promise<void> {
  return whileClockStands(deliveredTwice, async () => {
    const trial = await Trial.of(service, events);
    await service.hears(...events);
    const once = await trial.stateAfter(events);
    await service.hears(...events.flatMap((event) => [event, event]));
    refuseDifference(
      `${events.map(labelOf).join(', ')}, delivered again, changed something`,
      await trial.state(),
      once,
    );
  });
}
