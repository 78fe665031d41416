import { comparedSpreads, notedSpread, type RatioGoal, type Row } from '../../measuring/row.js';
import type { Paces } from './contest.js';
import { CPU } from './cost.js';
import { ALL_IN, SIZE, SPANS } from './own-runs.js';
import type { Part } from './part.js';

const ONE = 'one process';
const NEST = 'nest-eventpattern';

/** Rivals are named as they are; the limits do less than the work: see the guide, docs/guides/bench.md. */
export interface Beside {
  readonly rival: string;
  readonly goal?: RatioGoal;
}

/** A pace beside the paces of others; those that were not measured are left out. */
export function beside(paces: Paces, id: string, others: readonly Beside[], unit = 'events/s'): Row[] {
  const own = paces.of(id);
  const rows = others.flatMap(({ rival, goal }) => {
    const other = paces.find(rival);
    return other ? [comparedSpreads(`${id}, against ${rival}`, own, other, unit, goal)] : [];
  });
  return rows.length > 0 ? rows : [notedSpread(id, own, unit)];
}

const THROUGHPUT: readonly Beside[] = [
  { rival: NEST, goal: { atLeast: 20 } },
  { rival: 'kafkajs-eachmessage-pg' },
  { rival: 'limit-produce', goal: { atLeast: 0.6 } },
  { rival: 'limit-consume' },
  { rival: 'limit-sql' },
];

/** How many events a second, until the last event said about them is on Kafka. */
export const throughput: Part = {
  name: 'throughput',
  heading: 'Throughput of an ordinary handler',
  needs: [ONE, ...THROUGHPUT.map(({ rival }) => rival)],
  rows: async (paces) => [
    ...beside(paces, ONE, THROUGHPUT),
    ...costs(paces, ONE),
    ...paces.rowsOf(ONE).filter(({ name }) => name === SIZE),
  ],
};

export const costs = (paces: Paces, id: string): Row[] => paces.rowsOf(id).filter(({ name }) => name.startsWith(CPU));

const ASKING = 'one process, SQL per event';

export const queries: Part = {
  name: 'queries',
  heading: 'A handler with SQL per event',
  needs: [ASKING, NEST],
  rows: async (paces) => [...beside(paces, ASKING, [{ rival: NEST, goal: { atLeast: 8 } }]), ...costs(paces, ASKING)],
};

const TWO = 'two processes';

export const processes: Part = {
  name: 'processes',
  heading: 'Two processes',
  needs: [ONE, TWO],
  rows: async (paces) => {
    const [one, two] = [paces.of(`${ONE}, ${ALL_IN}`), paces.of(`${TWO}, ${ALL_IN}`)];
    const compared = comparedSpreads(`${TWO}, against ${ONE}, ${ALL_IN}`, two, one, 'events/s', { atLeast: 1.4 });
    return [compared, ...costs(paces, TWO)];
  },
};

const UNTRACED = 'one process, not traced';

export const tracing: Part = {
  name: 'tracing',
  heading: 'Tracing, one trace in ten exported',
  needs: [ONE, UNTRACED],
  rows: async (paces) => [
    ...beside(paces, ONE, [{ rival: UNTRACED, goal: { atLeast: 0.85 } }]),
    ...paces.rowsOf(ONE).filter(({ name }) => name === SPANS),
  ],
};
