import type { ReceivedMessage } from '@penstock/kafka';
import { type Crash, DoomedProcess } from './doomed-process.js';
import { failed } from './failed.js';
import { fetchesOf, type Incoming, labelOf, messagesOf } from './incoming.js';
import type { ServiceUnderTest } from './service-under-test.js';
import { type Watcher, watched } from './steps.js';
import { refuseDifference, Trial, whileClockStands } from './trial.js';

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
    const steps: string[] = [];
    const counting = { before: async ({ name }: { name: string }) => void steps.push(name), after: async () => {} };
    await deliver(service, messages, counting);
    const unharmed = await trial.stateAfter(events);
    const what = events.map(labelOf).join(', ');
    await trial.beginning.restore();
    await service.deliver(messages, service.anotherRunner());
    refuseDifference(
      `${what}: given twice from the same beginning, the service did not do the same twice. A handler is called again after a crash, and all that it may go by is its event and its rows`,
      await trial.state(),
      unharmed,
    );
    for (const crash of crashesOf(steps)) {
      await trial.beginning.restore();
      const name = `${what}: a process died ${momentOf(crash, steps)}`;
      await crashAt(crash, service, messages, trial, name);
      await service.deliver(messages, service.anotherRunner());
      const message = `${name}; the next one was given the same, and this was otherwise than without the crash`;
      refuseDifference(message, await trial.state(), unharmed);
    }
    return steps;
  });
}

const deliver = (
  service: ServiceUnderTest,
  messages: readonly ReceivedMessage[],
  watcher: Watcher,
  isRunning = () => true,
) =>
  // Nobody waits for a server that has cut the connection: the signal to stop ends every pause.
  service.deliver(messages, service.anotherRunner({ database: watched(service.database, watcher) }), {
    isRunning,
    signal: AbortSignal.abort(),
  });

async function crashAt(
  crash: Crash,
  service: ServiceUnderTest,
  messages: readonly ReceivedMessage[],
  trial: Trial,
  name: string,
): Promise<void> {
  const process = new DoomedProcess(service.database, crash);
  await deliver(service, messages, process, () => !process.isDead);
  if (!process.hasCrashed) throw failed(`${name}: but it took fewer steps than the first`);
  if (crash.moment !== 'before') return;
  const left = await trial.beginning.changed();
  if (left.length > 0) throw failed(`${name}, and left rows in ${left.join(', ')}`);
}

const crashesOf = (steps: readonly string[]): Crash[] => [
  ...steps.map((_, i) => ({ step: i + 1, moment: 'before' as const })),
  { step: steps.length, moment: 'answer lost' },
  { step: steps.length, moment: 'after' },
];

const momentOf = ({ step, moment }: Crash, steps: readonly string[]): string =>
  ({
    before: `before step ${step} of ${steps.length} (${steps[step - 1]})`,
    'answer lost': 'or rather never heard the answer of its COMMIT',
    after: 'after COMMIT, before it reported its offset',
  })[moment];
