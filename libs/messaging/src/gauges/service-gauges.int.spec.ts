import { metricsPage } from '@penstock/observability';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { expect, it, onTestFinished } from 'vitest';
import { onStockAdjusted, tallyOn } from '../inbox/runner.fixture.js';
import { defineTask } from '../tasks/task.js';
import { TaskLoop } from '../tasks/task-loop.js';
import { figuresOf, measureSpecs } from './figures.fixture.js';
import { serviceGauges } from './service-gauges.js';

measureSpecs();

const call = defineTask({
  name: 'test.call',
  concurrency: 1,
  perform: async () => undefined,
  settle: () => undefined,
  failed: () => undefined,
});

const valuesOf = (page = '') => page.split('\n').filter((line) => /^penstock_(outbox|parked|task|desired)/.test(line));

it('a service tells what its tables hold for as long as it runs', async () => {
  const service = await tallyOn(await freshDatabase());
  onTestFinished(() => service.close());
  const others = { name: 'another loop', turn: async () => false };
  const loops = [new TaskLoop(service.units, call), others];
  const end = serviceGauges(service.database, { name: 'tally', handlers: [onStockAdjusted] }, { lanes: [3, 4] }, loops);
  onTestFinished(end);
  expect(await figuresOf('penstock_outbox_unsent')).toEqual({ '': 0 });
  expect(await figuresOf('penstock_outbox_lanes')).toEqual({ '': 2 });
  expect(await figuresOf('penstock_tasks_waiting')).toEqual({ 'name="test.call"': 0 });
  expect(Object.keys(await figuresOf('penstock_parked'))).toEqual([
    `topic="${onStockAdjusted.on.topic}",state="waiting"`,
    `topic="${onStockAdjusted.on.topic}",state="dead"`,
  ]);
  end();
  expect(valuesOf(await metricsPage())).toEqual([]);
});
