import { listed } from './differences.js';
import { type Incoming, keyOf, labelOf } from './incoming.js';
import { ordersOf } from './orders.js';
import type { ServiceUnderTest } from './service-under-test.js';
import { refuseDifference, Trial, whileClockStands } from './trial.js';

/** All orders of five events, and a choice of those of more. */
const MOST_ORDERS = 120;

/**
 * Asserts that events leave the same rows and tasks in whatever order they come, each in a fetch of its own; one that has to wait for another
 * is tried again. Kafka keeps the events of one topic and key in order, so that only the others change places.
 * @param options.withinKeys also those of one topic and key change places: for handlers that commute
 * @param options.looking what must be the same, where it is not all rows and tasks; what is said on the way may always differ
 * @param options.seed chooses 120 of the orders where there are more
 * @throws {AssertionError} naming the first order that ends otherwise, or in which an event is never applied
 */
export async function outOfOrder(
  service: ServiceUnderTest,
  events: readonly Incoming[],
  options: { withinKeys?: boolean; looking?: () => Promise<unknown>; seed?: number } = {},
): Promise<void> {
  const { withinKeys = false, looking, seed = 1 } = options;
  const streams = events.map((one, i) => (withinKeys ? String(i) : `${one.type.topic} ${keyOf(one)}`));
  const orders = ordersOf(streams, MOST_ORDERS, seed);
  return whileClockStands(outOfOrder, async () => {
    const trial = await Trial.of(service, events);
    let first: unknown;
    for (const [n, order] of orders.entries()) {
      await trial.beginning.restore();
      const inOrder = order.flatMap((i) => events[i] ?? []);
      for (const one of inOrder) await service.hears(one);
      // Each round may let one more of those that wait for one another go on.
      for (let round = 0; round < events.length; round += 1) await service.retryAll();
      const name = `in order ${n + 1} of ${orders.length},${listed(inOrder.map(labelOf))}\n`;
      const { tables, tasks } = await trial.stateAfter(events, ` ${name}but`);
      const left = looking ? await looking() : { tables, tasks };
      if (n === 0) first = left;
      else refuseDifference(`${name}left something else than in the order given`, left, first);
    }
  });
}
