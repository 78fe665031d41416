import { crashEverywhere } from './crash-everywhere.js';
import { fetchesOf, type Incoming, labelOf, messagesOf } from './incoming.js';
import type { ServiceUnderTest } from './service-under-test.js';
import { Trial, whileClockStands } from './trial.js';

/**
 * Asserts that a process may die between any two statements, and that no effect is lost or had twice by it. The events, of one topic, are
 * delivered to processes whose connection is cut by the server before the first statement, before the second, and so on to COMMIT; then to
 * one that never hears the answer of COMMIT, and to one that dies before it reports its offset. Each time a new process is given the same
 * messages, and rows, tasks and outbox must be as they are without the crash.
 * @returns the names of the statements
 * @throws {AssertionError} naming the statement and what was otherwise
 */
export async function crashBetweenSteps(
  service: ServiceUnderTest,
  ...events: readonly [Incoming, ...Incoming[]]
): Promise<readonly string[]> {
  if (fetchesOf(events).length > 1) throw new RangeError('events of several topics are never in one transaction');
  return whileClockStands(crashBetweenSteps, async () => {
    const trial = await Trial.of(service, events);
    const messages = messagesOf(events, 0, await service.nextOffset(events[0].type.topic));
    return crashEverywhere(service, trial, {
      what: events.map(labelOf).join(', '),
      byProcess: async (database, isRunning) => {
        // Nobody waits for a server that has cut the connection: the signal to stop ends every pause.
        const control = { isRunning, signal: AbortSignal.abort() };
        await service.deliver(messages, service.anotherRunner({ database }), control);
      },
      byHeir: async () => void (await service.deliver(messages, service.anotherRunner())),
      state: () => trial.state(),
      unharmed: () => trial.stateAfter(events),
    });
  });
}
