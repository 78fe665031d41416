import type { DataSource } from 'typeorm';
import { DesiredStateLoop } from '../desired-state/desired-state-loop.js';
import { desiredStateGauges } from '../desired-state/desired-state-gauges.js';
import type { Handler } from '../handling/handler.js';
import { outboxGauges } from '../outbox/outbox-gauges.js';
import { parkedGauges } from '../parking/parked-gauges.js';
import { taskGauges } from '../tasks/task-gauges.js';
import { TaskLoop } from '../tasks/task-loop.js';
import type { Loop } from '../unit-of-work/loop.js';
import { Readings } from './readings.js';

/**
 * Starts the gauges of what a service has in its tables.
 * @param loops the service's own, of which tasks and desired states are watched
 * @returns ends them: before the database is closed
 */
export function serviceGauges(
  database: DataSource,
  service: { readonly name: string; readonly handlers: readonly Handler[] },
  relay: { readonly lanes: readonly number[] },
  loops: readonly Loop[],
): () => void {
  const readings = new Readings(database);
  const tasks = loops.filter((loop) => loop instanceof TaskLoop);
  const states = loops.filter((loop) => loop instanceof DesiredStateLoop);
  const topics = service.handlers.map(({ on }) => on.topic);
  const ends = [
    outboxGauges(readings, relay),
    parkedGauges(readings, service.name, topics),
    taskGauges(
      readings,
      tasks.map(({ name }) => name),
    ),
    desiredStateGauges(readings, states),
  ];
  return () => ends.forEach((end) => end());
}
