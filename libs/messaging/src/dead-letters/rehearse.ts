import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import type { UnitsOfWork } from '../unit-of-work/units-of-work.js';

/** Carries a preview's result out of the transaction that it rolls back. */
class Rehearsed extends Error {
  constructor(readonly result: unknown) {
    super('a preview is rolled back');
  }
}

/**
 * Runs `work` in a unit of work, or only rehearses it: everything is written, so that the database has its say, and then rolled back.
 * @throws what `work` or the database threw
 */
export async function runOrRehearse<T>(
  units: UnitsOfWork,
  preview: boolean,
  work: (unit: UnitOfWork) => Promise<T>,
): Promise<T> {
  if (!preview) return units.run(undefined, work);
  try {
    return await units.run(undefined, async (unit) => {
      const result = await work(unit);
      await unit.flush();
      throw new Rehearsed(result);
    });
  } catch (error) {
    if (error instanceof Rehearsed) return error.result as T;
    throw error;
  }
}
