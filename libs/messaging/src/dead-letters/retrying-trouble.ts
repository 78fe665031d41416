import { isInfrastructure } from '@penstock/persistence';

/** How often trouble of the database, such as a deadlock, is met with another try before the operator is told. */
const TRIES = 3;

/** Runs work that is safe to run again. @throws its last error */
export async function retryingTrouble<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === TRIES || !isInfrastructure(error)) throw error;
    }
  }
}
