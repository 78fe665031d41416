import { CycleCountCompleted, LocationLinked, ProductLinked } from '@penstock/contracts';
import type { Settings } from '../../measuring/command.js';
import { noted, notedSpread, type Row, under } from '../../measuring/row.js';
import { SCHEMA } from '../../inventory-site/database.js';
import { DOCK, locationLinked, opened, productLinked } from '../../inventory-site/facts.js';
import { type Site, untilCount, untilSent, whileRunning, withInventory } from '../../inventory-site/site.js';
import { withCommitTimes } from '../messaging/commit-times.js';
import { contest, type Paces } from '../messaging/contest.js';
import { CPU } from '../messaging/cost.js';
import { summary } from '../messaging/judge.js';
import { beside, type Beside } from '../messaging/pace-parts.js';
import { rivalContestants, type Rivals, rivalsArePresent } from '../messaging/rivals.js';
import { onScene, type Scene } from '../messaging/scene.js';
import { OPENING, PRODUCTS, productsOf } from './contest-source.js';
import { ALL_IN, ownContestants, runOf, RUNS, SIZE } from './own-runs.js';

const EVENTS = 200_000;
const ROUNDS = 3;

/** How many movements each takes, of those that one process of ours takes: each then runs for some seconds. */
const SHARES = { 'inventory-typeorm': 0.05, 'limit-inventory-sql': 1.5 };

/** Neither reads Kafka, claims an event or says one: see the guide, docs/guides/bench.md. */
const AGAINST: readonly Beside[] = [
  { rival: 'inventory-typeorm', goal: { atLeast: 15 } },
  { rival: 'limit-inventory-sql', goal: { atLeast: 0.5 } },
];

/** Movements a second through the ledger, from Kafka to the last effect committed, beside programs that book movements from memory. */
export async function ledger(settings: Settings): Promise<readonly Row[]> {
  const { events = EVENTS, rounds = ROUNDS } = settings;
  return onScene(settings, events, (scene) =>
    withCommitTimes(scene.stack, () =>
      withInventory({ stack: scene.stack, dataDir: scene.dataDir }, async (site) => {
        await stock(site, rounds);
        const paces = await compete(scene, site, settings, rounds);
        return [
          ...rowsOf(paces),
          ...under('The ledger’s correctness', [
            noted('runs', scene.findings.length, 'runs'),
            ...summary(scene.findings),
          ]),
        ];
      }),
    ),
  );
}

/** Makes the products of all rounds known, with an opening balance each. */
async function stock(site: Site, rounds: number): Promise<void> {
  const { speaker } = site;
  const numbers = Array.from({ length: rounds }, (_, round) => round + 1);
  const all = RUNS.flatMap(({ run, locationId }) =>
    numbers.flatMap((round) => productsOf(runOf(run, round)).map((productId) => ({ productId, locationId }))),
  );
  await speaker.send([
    speaker.record(LocationLinked, locationLinked(DOCK, 'TRANSIT')),
    ...all.map(({ productId }) => speaker.record(ProductLinked, productLinked(productId))),
  ]);
  const known = `SELECT count(*) FROM ${SCHEMA}.product WHERE sku IS NOT NULL`;
  const counted = `SELECT count(*) FROM ${SCHEMA}.stock_level`;
  await whileRunning([await site.replica('stocking')], async () => {
    await untilCount(site, 'products', known, all.length);
    await speaker.send(
      all.map(({ productId, locationId }) =>
        speaker.record(CycleCountCompleted, opened(productId, locationId, OPENING)),
      ),
    );
    await untilCount(site, 'balances', counted, PRODUCTS * RUNS.length * rounds);
    await untilSent(site);
  });
}

async function compete(scene: Scene, site: Site, { withRivals, say }: Settings, rounds: number): Promise<Paces> {
  if (withRivals && !rivalsArePresent())
    say('There are no rivals beside this clone (../shared/rivals): the rows against them are left out.');
  let rivals: Rivals | undefined;
  try {
    if (withRivals && rivalsArePresent()) rivals = await rivalContestants(scene, SHARES);
    return await contest(scene, [...ownContestants(scene, site), ...(rivals?.contestants ?? [])], rounds);
  } finally {
    rivals?.remove();
  }
}

function rowsOf(paces: Paces): Row[] {
  const rows = RUNS.flatMap(({ id, processes }) => {
    const allIn = processes > 1 ? [notedSpread(`${id}, ${ALL_IN}`, paces.of(`${id}, ${ALL_IN}`), 'events/s')] : [];
    const costs = paces.rowsOf(id).filter(({ name }) => name.startsWith(CPU));
    return [...beside(paces, id, AGAINST), ...allIn, ...costs];
  });
  const size = paces.rowsOf(RUNS[0]?.id ?? '').filter(({ name }) => name === SIZE);
  return under('Movements through the ledger', [...rows, ...size]);
}
