import type { Settings } from '../../../measuring/command.js';
import { exactly, type Row } from '../../../measuring/row.js';
import { table } from '../../../measuring/table.js';
import { hashOf, hasPassed, type Outcome, play } from '../play.js';
import { type Place, withStack } from '../with-stack.js';
import { mutated, type Proof, proofs } from './mutated.js';

interface Proved extends Proof {
  readonly asBuilt: Outcome;
  readonly asMutant: Outcome;
}

/** Whether the checker finds what it is there to find: each mutant must fail a fault that the true build survives, with the same seed. */
export async function mutants({ seed, say }: Settings): Promise<readonly Row[]> {
  const proved = await withStack(say, (place) => proveAll(place, seed), isProved);
  console.log(`\nseed ${seed}\n${describe(proved)}\n`);
  for (const { asBuilt, asMutant } of proved) {
    for (const { fault, problems } of [asBuilt, asMutant])
      for (const line of problems) console.log(`${fault}: ${line}`);
  }
  return proved.flatMap(rowsOf);
}

async function proveAll(place: Place, seed: number): Promise<Proved[]> {
  const proved: Proved[] = [];
  for (const proof of proofs) {
    const { fault } = proof;
    const strange = mutated(proof);
    place.say(`${fault.name} …`);
    const asBuilt = await play(fault, place, seed);
    place.say(`${strange.name} …`);
    const sameChances = seed ^ hashOf(fault.id) ^ hashOf(strange.id);
    proved.push({ ...proof, asBuilt, asMutant: await play(strange, place, sameChances) });
  }
  return proved;
}

const isProved = (proved: readonly Proved[]): boolean => proved.flatMap(rowsOf).every(({ pass }) => pass);

const found = ({ asMutant, foundAs }: Proved): number => asMutant.verdict?.[foundAs].length ?? 0;

const describe = (proved: readonly Proved[]): string =>
  table(
    ['mutant', 'fault', 'true build', 'found as', 'cases'],
    proved.map((one) => [
      one.mutant,
      one.fault.name,
      hasPassed(one.asBuilt) ? 'held' : 'FAILED',
      found(one) > 0 ? one.foundAs : 'NOT FOUND',
      found(one),
    ]),
  );

const rowsOf = (one: Proved): Row[] => [
  exactly(`${one.fault.name}: held by the true build`, 1, hasPassed(one.asBuilt) ? 1 : 0, 'builds'),
  exactly(`${one.mutant}: found as ${one.foundAs}`, 1, found(one) > 0 ? 1 : 0, 'mutants'),
];
