import { isInfrastructure } from '@penstock/persistence';
import type { DataSource } from 'typeorm';
import { type Crash, DoomedProcess } from './doomed-process.js';
import { failed } from './failed.js';
import type { ServiceUnderTest } from './service-under-test.js';
import { type Watcher, watched } from './steps.js';
import { refuseDifference, type Trial } from './trial.js';

/** Work at which a process may die. */
export interface Work {
  /** Names it in messages: `StockAdjusted of p1`. */
  readonly what: string;
  /** Does it as a process that has just started, on this way to the database, until it is done or the database is lost. */
  byProcess(this: void, database: DataSource, isAlive: () => boolean): Promise<void>;
  /** Does what is left of it, as the next process would. */
  byHeir(this: void): Promise<void>;
  /** What is to be the same, whenever the process died. */
  state(this: void): Promise<unknown>;
  /** The same after a process that did not die. @throws {AssertionError} where even so the work was not done */
  unharmed(this: void): Promise<unknown>;
  /** Puts back what is not in the database, before each process that is to die. */
  forget?(this: void): void;
}

interface Step {
  readonly name: string;
  /** Tables that differ from the beginning by what was committed before this step: all that may be left when the process dies at it. */
  readonly committed: readonly string[];
}

/**
 * Lets a process die before each of its statements, and at each COMMIT without hearing of it; then once more live on without hearing of it.
 * @returns the names of the statements
 * @throws {AssertionError} naming the statement and what was otherwise
 */
export async function crashEverywhere(service: ServiceUnderTest, trial: Trial, work: Work): Promise<readonly string[]> {
  const begin = async () => {
    await trial.beginning.restore();
    work.forget?.();
  };
  const steps: Step[] = [];
  await begin();
  await work.byProcess(watched(service.database, noting(steps, trial)), () => true);
  const unharmed = await work.unharmed();
  await begin();
  await work.byHeir();
  refuseDifference(
    `${work.what}: given twice from the same beginning, the service did not do the same twice. A handler is called again after a crash, and all that it may go by is its event and its rows`,
    await work.state(),
    unharmed,
  );
  for (const crash of crashesOf(steps)) {
    await begin();
    const name = `${work.what}: a process ${momentOf(crash, steps)}`;
    await crashAt(crash, service, work, name);
    await refuseUncommitted(crash, steps, trial, name);
    await work.byHeir();
    const message = `${name}; the next one was given the same, and this was otherwise than without the crash`;
    refuseDifference(message, await work.state(), unharmed);
  }
  return steps.map((step) => step.name);
}

function noting(steps: Step[], trial: Trial): Watcher {
  let committed: readonly string[] = [];
  return {
    before: async ({ name }) => void steps.push({ name, committed }),
    after: async ({ name }) => {
      if (name === COMMIT) committed = await trial.beginning.changed();
    },
  };
}

const COMMIT = 'COMMIT';

async function crashAt(crash: Crash, service: ServiceUnderTest, work: Work, name: string): Promise<void> {
  const process = new DoomedProcess(service.database, crash);
  try {
    await work.byProcess(watched(service.database, process), () => !process.isDead);
  } catch (error) {
    if (!process.hasCrashed || !isInfrastructure(error)) throw error;
  }
  if (!process.hasCrashed) throw failed(`${name}: but it took fewer steps than the first`);
}

async function refuseUncommitted(
  { step, moment }: Crash,
  steps: readonly Step[],
  trial: Trial,
  name: string,
): Promise<void> {
  if (moment !== 'before') return;
  const left = (await trial.beginning.changed()).filter((table) => !steps[step - 1]?.committed.includes(table));
  if (left.length > 0) throw failed(`${name}, and left rows in ${left.join(', ')}`);
}

const crashesOf = (steps: readonly Step[]): Crash[] =>
  steps.flatMap(({ name }, i) => {
    const moments = name === COMMIT ? (['before', 'answer lost', 'after'] as const) : (['before'] as const);
    return moments.map((moment) => ({ step: i + 1, moment }));
  });

function momentOf({ step, moment }: Crash, steps: readonly Step[]): string {
  const place = `step ${step} of ${steps.length} (${steps[step - 1]?.name})`;
  return moment === 'answer lost' ? `never heard the answer of ${place}` : `died ${moment} ${place}`;
}
