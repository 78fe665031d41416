import type { Settings } from '../../measuring/command.js';
import { exactly, noted, type Row } from '../../measuring/row.js';
import { table } from '../../measuring/table.js';
import { faults } from './catalogue.js';
import type { Verdict } from './checker/verdict.js';
import type { Fault } from './fault.js';
import { hasPassed, type Outcome, play } from './play.js';
import { withStack } from './with-stack.js';

/** Breaks a service in every way of the catalogue, one after the other, and has a checker outside of it say what became of each input. */
export async function messaging({ seed, only, say }: Settings): Promise<readonly Row[]> {
  const outcomes: Outcome[] = [];
  const chosen = choose(only);
  const shared = chosen.filter(({ needsOwnStack }) => !needsOwnStack);
  if (shared.length > 0) outcomes.push(...(await onOneStack(shared, seed, say)));
  for (const fault of chosen.filter(({ needsOwnStack }) => needsOwnStack))
    outcomes.push(...(await onOneStack([fault], seed, say)));
  console.log(`\nseed ${seed}\n${describe(outcomes)}\n`);
  for (const { fault, verdict, problems } of outcomes) {
    for (const line of [...problems, ...excerpt(casesOf(verdict).map((wrong) => wrong.join(': ')))])
      console.log(`${fault}: ${line}`);
  }
  return outcomes.flatMap(rowsOf);
}

function choose(only: readonly string[] | undefined): readonly Fault[] {
  const unknown = only?.find((id) => !faults.some((fault) => fault.id === id));
  if (unknown !== undefined)
    throw new RangeError(`there is no fault ${unknown}; there are: ${faults.map(({ id }) => id).join(', ')}`);
  return faults.filter(({ id }) => only === undefined || only.includes(id));
}

const onOneStack = (some: readonly Fault[], seed: number, say: (line: string) => void): Promise<Outcome[]> =>
  withStack(
    say,
    async (place) => {
      const outcomes: Outcome[] = [];
      for (const fault of some) {
        say(`${fault.name} …`);
        const outcome = await play(fault, place, seed);
        say(`${fault.name}: ${endOf(outcome) || 'held'}`);
        outcomes.push(outcome);
      }
      return outcomes;
    },
    (outcomes) => outcomes.every(hasPassed),
  );

const describe = (outcomes: readonly Outcome[]): string =>
  table(
    ['fault', 'times', 'inputs', 'lost', 'doubled', 'reordered', 'unsent', 'unbalanced', 'ended in s', ''],
    outcomes.map((outcome) => {
      const { fault, times, inputs, verdict, seconds } = outcome;
      const counts = (['lost', 'doubled', 'reordered', 'unsent', 'unbalanced'] as const).map((name) =>
        verdict ? verdict[name].length : '?',
      );
      return [fault, times, inputs, ...counts, seconds.toFixed(1), endOf(outcome)];
    }),
  );

const endOf = (outcome: Outcome): string =>
  outcome.leftOut !== undefined ? `left out: ${outcome.leftOut}` : hasPassed(outcome) ? '' : 'FAILED';

const casesOf = (verdict: Verdict | undefined): [name: string, what: string][] =>
  Object.entries(verdict ?? {}).flatMap(([name, cases]: [string, readonly string[]]) =>
    cases.map((what): [string, string] => [name, what]),
  );

const SHOWN = 10;
const excerpt = (lines: readonly string[]): string[] =>
  lines.length > SHOWN ? [...lines.slice(0, SHOWN), `and ${lines.length - SHOWN} more`] : [...lines];

function rowsOf({ fault, times, verdict, seconds, problems, leftOut }: Outcome): Row[] {
  if (leftOut !== undefined) return [noted(`${fault}: left out`, 1, 'faults')];
  const counts = Object.entries(verdict ?? {}).map(([name, wrong]: [string, readonly string[]]) =>
    exactly(`${fault}: ${name}`, 0, wrong.length, 'cases'),
  );
  return [
    noted(`${fault}: times`, times, 'strikes'),
    ...counts,
    exactly(`${fault}: problems`, 0, problems.length, 'problems'),
    noted(`${fault}: ended in`, seconds, 's'),
  ];
}
