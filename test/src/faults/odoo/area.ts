import type { Area, Settings } from '../../measuring/command.js';
import { exactly, noted, type Row } from '../../measuring/row.js';
import { table } from '../../measuring/table.js';
import { withSite } from '../../odoo-day/site/open-site.js';
import { withStack } from '../messaging/with-stack.js';
import { choose } from './catalogue.js';
import { counts, tell } from './day.js';
import { hasPassed, type Outcome, playFault } from './play.js';
import { WRITES } from './writes.js';

/** As many as there are lives an order may have. */
const DEFAULT_ORDERS = 15;

/** Breaks Odoo, the way to it and the adapter in every way of the catalogue, and has a checker outside say what Odoo holds in the end. */
export const odooFaults: Area = ({ seed, only, orders = DEFAULT_ORDERS, say }: Settings) =>
  withStack(
    say,
    (place) =>
      withSite(place, async (site) => {
        await site.adapters[0].start();
        const outcomes: Outcome[] = [];
        const begun = Date.now().toString(36);
        for (const fault of choose(only).filter(({ needsStandIn }) => site.server.isStandIn || !needsStandIn)) {
          say(`${fault.name} …`);
          const run = `${fault.id}-${begun}`;
          const outcome = await playFault(fault, site, { seed, orders, run });
          say(`${fault.name}: ${hasPassed(outcome) ? 'held' : 'FAILED'}`);
          outcomes.push(outcome);
        }
        console.log(`\nseed ${seed}\n${describe(outcomes)}\n`);
        for (const outcome of outcomes) tell(casesOf(outcome).map((line) => `${outcome.fault}: ${line}`));
        return outcomes.flatMap(rowsOf);
      }),
    (rows) => rows.every(({ pass }) => pass),
  );

const describe = (outcomes: readonly Outcome[]): string =>
  table(
    ['fault', 'times', 'kinds', 'orders', 'lost', 'doubled', 'wrong', 'unbalanced', 'at once', 'again', 'took s', ''],
    outcomes.map((outcome) => {
      const { fault, struck, orders, verdict, atOnce, again, seconds } = outcome;
      const { lost, doubled, wrong, unbalanced } = verdict;
      const cases = [lost, doubled, wrong, unbalanced, atOnce, again].map(({ length }) => length);
      return [fault, timesOf(outcome), kindsOf(struck), orders, ...cases, seconds.toFixed(1), endOf(outcome)];
    }),
  );

const timesOf = ({ struck }: Outcome): number => [...struck.values()].reduce((sum, times) => sum + times, 0);

/** Of the kinds of write, how many were struck; a process is no kind. */
const kindsOf = (struck: Outcome['struck']): string => {
  const kinds = WRITES.filter(({ kind }) => struck.has(kind));
  return kinds.length === 0 ? '' : `${kinds.length} of ${WRITES.length}`;
};

const endOf = (outcome: Outcome): string => (hasPassed(outcome) ? '' : 'FAILED');

const casesOf = ({ verdict, atOnce, again, problems }: Outcome): string[] => [
  ...problems,
  ...Object.entries(verdict).flatMap(([name, cases]: [string, readonly string[]]) =>
    cases.map((what) => `${name}: ${what}`),
  ),
  ...atOnce.map((what) => `at once: ${what}`),
  ...again.map((what) => `again: ${what}`),
];

function rowsOf(outcome: Outcome): Row[] {
  const { fault, struck, verdict, atOnce, again, problems, seconds } = outcome;
  return [
    ...[...struck].map(([kind, times]) => noted(`${fault}: ${kind} struck`, times, 'strikes')),
    ...counts(verdict, `${fault}: `),
    exactly(`${fault}: calls of one document at once`, 0, atOnce.length, 'calls'),
    exactly(`${fault}: changed by the same events again`, 0, again.length, 'cases'),
    exactly(`${fault}: problems`, 0, problems.length, 'problems'),
    noted(`${fault}: took`, seconds, 's'),
  ];
}
