import type { EventConsumer } from '@penstock/kafka';
import { gauge } from '@penstock/observability';
import { OUTAGES } from '../inbox/outages.js';
import type { Runner } from '../inbox/runner.js';

/** What this process reads, and how far it has come. @returns ends them */
export function consumerGauges(
  consumer: Pick<EventConsumer, 'lag' | 'stopped'>,
  runner: Pick<Runner, 'waiting'>,
): () => void {
  const ends = [
    gauge(
      'penstock.consumer.lag',
      {
        description:
          'Records between what this process has done and the end of a partition that it holds, by topic and partition, as known some seconds ago.',
        unit: '{record}',
      },
      (result) => {
        for (const { topic, partition, records } of consumer.lag) result.observe(records, { topic, partition });
      },
    ),
    gauge(
      'penstock.consumer.stopped_partitions',
      {
        description: 'Partitions this process holds and does not read, because a person must decide where to go on.',
        unit: '{partition}',
      },
      (result) => result.observe(consumer.stopped.size),
    ),
    gauge(
      'penstock.consumer.waiting_partitions',
      {
        description: 'Partitions whose work waits until something outside is well again, by what it is.',
        unit: '{partition}',
      },
      (result) => {
        const byOutage = Map.groupBy(runner.waiting.values(), (outage) => outage);
        for (const outage of OUTAGES) result.observe(byOutage.get(outage)?.length ?? 0, { outage });
      },
    ),
  ];
  return () => ends.forEach((end) => end());
}
