import type { Area, Settings } from '../../measuring/command.js';
import { exactly, noted, type Row } from '../../measuring/row.js';
import { table } from '../../measuring/table.js';
import { withStack } from '../messaging/with-stack.js';
import { tell } from '../odoo/day.js';
import { channelFaults } from './channel-faults.js';
import { playClaims } from './claims.js';
import type { InventoryFault, Scene } from './fault.js';
import { hasPassed, type Outcome, playFault } from './play.js';
import { nothing, serviceFaults } from './service-faults.js';
import { DESTINATIONS, onFaultSite } from './site.js';

/** Of `--only`: the claims that come at once, which are no fault. */
const CLAIMS = 'claims';
const ROUNDS = 5;

const FAULTS: readonly InventoryFault[] = [...channelFaults(DESTINATIONS), ...serviceFaults];

/** Breaks channels and the service in every way of the list while goods move and are sold, and has a checker outside say what is left. */
export const inventoryFaults: Area = ({ seed, only, rounds = ROUNDS, say }: Settings) =>
  withStack(
    say,
    async (place) => {
      const chosen = choose(only);
      const withClaims = only === undefined || only.includes(CLAIMS);
      const plan = { plays: 1 + chosen.length, rounds: withClaims ? rounds : 0 };
      return onFaultSite(place, plan, async ({ site, scene, listings, claimed }) => {
        const outcomes: Outcome[] = [];
        for (const [nth, fault] of [nothing, ...chosen].entries()) {
          say(`${fault.name} …`);
          const usual = outcomes[0]?.lateness;
          const outcome = await playFault(fault, { site, scene, listings, nth, seed, usual });
          say(`${fault.name}: ${hasPassed(outcome) ? 'held' : 'FAILED'}`);
          outcomes.push(outcome);
        }
        console.log(`\nseed ${seed}\n${describe(outcomes)}\n`);
        for (const outcome of outcomes) tell(casesOf(outcome).map((line) => `${outcome.fault}: ${line}`));
        const claims = withClaims
          ? await twoReplicas(scene, () => playClaims(site, scene.replicas, claimed, { seed, say }))
          : [];
        return [...outcomes.flatMap(rowsOf), ...claims];
      });
    },
    (rows) => rows.every(({ pass }) => pass),
  );

async function twoReplicas<T>({ replicas: [, second] }: Scene, work: () => Promise<T>): Promise<T> {
  await second.start();
  return work().finally(() => second.stop());
}

/** @throws RangeError for an id that none has */
function choose(only: readonly string[] | undefined): readonly InventoryFault[] {
  const ids = [...FAULTS.map(({ id }) => id), CLAIMS];
  const unknown = only?.find((id) => !ids.includes(id));
  if (unknown !== undefined) throw new RangeError(`there is no fault ${unknown}; there are: ${ids.join(', ')}`);
  return FAULTS.filter(({ id }) => only === undefined || only.includes(id));
}

const describe = (outcomes: readonly Outcome[]): string =>
  table(
    [
      'fault',
      'times',
      'moved',
      'ordered',
      'wrong',
      'late',
      'promised',
      'unbalanced',
      'others at most ms',
      'told in s',
      '',
    ],
    outcomes.map((outcome) => {
      const { fault, struck, movements, orders, verdict, seconds } = outcome;
      const { wrong, late, promised, unbalanced } = verdict;
      const cases = [wrong, late, promised, unbalanced].map(({ length }) => length);
      const end = hasPassed(outcome) ? '' : 'FAILED';
      return [fault, struck, movements, orders, ...cases, othersAtMost(outcome), seconds.toFixed(1), end];
    }),
  );

/** The p99 of the channel, of those that were not struck, that heard of things last. */
const othersAtMost = ({ victim, lateness }: Outcome): number =>
  Math.round(Math.max(...[...lateness].filter(([destination]) => destination !== victim).map(([, millis]) => millis)));

const casesOf = ({ verdict, problems }: Outcome): string[] => [
  ...problems,
  ...Object.entries(verdict).flatMap(([name, cases]: [string, readonly string[]]) =>
    cases.map((what) => `${name}: ${what}`),
  ),
];

const rowsOf = ({ fault, struck, verdict, problems, seconds }: Outcome): Row[] => [
  noted(`${fault}: times`, struck, 'strikes'),
  exactly(`${fault}: listings that a channel offers wrongly`, 0, verdict.wrong.length, 'listings'),
  exactly(`${fault}: other channels that were late`, 0, verdict.late.length, 'channels'),
  exactly(`${fault}: products of which too many or too few are promised`, 0, verdict.promised.length, 'products'),
  exactly(`${fault}: balances that are not the sum of their movements`, 0, verdict.unbalanced.length, 'balances'),
  exactly(`${fault}: problems`, 0, problems.length, 'problems'),
  noted(`${fault}: told after`, seconds, 's'),
];
