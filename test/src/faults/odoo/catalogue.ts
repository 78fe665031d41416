import { adapterKilled, twoAdapters } from './adapters.js';
import { answers } from './answers.js';
import { deaths } from './deaths.js';
import type { OdooFault } from './fault.js';

/** All faults, in the order they are played and printed. */
export const faults: readonly OdooFault[] = [...deaths, ...answers, adapterKilled, twoAdapters];

/** @throws RangeError for an id that none has */
export function choose(only: readonly string[] | undefined): readonly OdooFault[] {
  const unknown = only?.find((id) => !faults.some((fault) => fault.id === id));
  if (unknown !== undefined)
    throw new RangeError(`there is no fault ${unknown}; there are: ${faults.map(({ id }) => id).join(', ')}`);
  return faults.filter(({ id }) => only === undefined || only.includes(id));
}
