import type { Verdict } from '../checker/verdict.js';
import type { Fault } from '../fault.js';
import { zombieRelay } from '../frozen/frozen.js';
import { killedAt } from '../kills/killed-at-a-point.js';
import type { Mutant } from '../points/strike.js';
import { terminated } from '../postgres/terminated.js';
import { prepareFor } from './become.js';

/** A defect, a fault that shows it and that the true build survives, and what the checker must call it. */
export interface Proof {
  readonly mutant: Mutant;
  readonly fault: Fault;
  readonly foundAs: keyof Verdict;
}

export const proofs: readonly Proof[] = [
  { mutant: 'no inbox constraint', fault: terminated, foundAs: 'doubled' },
  { mutant: 'offsets first', fault: killedAt('killed-once', 'before commit', 1), foundAs: 'lost' },
  { mutant: 'competing relays', fault: zombieRelay, foundAs: 'reordered' },
];

/** The same fault, struck at the mutant. */
export const mutated = ({ mutant, fault }: Proof): Fault => ({
  ...fault,
  name: `${fault.name}, with ${mutant}`,
  id: `${fault.id}-${mutant.replaceAll(' ', '-')}`,
  async play(site, random) {
    for (const statement of prepareFor(mutant)) await site.sql(statement);
    return fault.play({ ...site, start: (options) => site.start({ ...options, mutant }) }, random);
  },
});
