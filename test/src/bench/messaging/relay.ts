import type { Contestant } from './contest.js';
import { beside, type Beside } from './pace-parts.js';
import type { Part } from './part.js';
import { measureRelay } from './relay-alone.js';
import { BYTES } from './rivals.js';
import { withDatabase } from './run.js';
import type { Scene } from './scene.js';

const RELAY = 'relay alone';

/** The second shows what the client library of the relay would reach if it had no table to read. */
const LIMITS: readonly Beside[] = [
  { rival: 'limit-produce', goal: { atLeast: 0.6 } },
  { rival: 'limit-produce-platformatic' },
];

/** A full outbox to Kafka, with nothing beside it. Its rows are as large as the limits' records. */
export const relayContestant = (scene: Scene): Contestant => ({
  id: RELAY,
  run: (round) =>
    withDatabase(scene, `relay_${round}`, async (postgresUrl) => {
      const work = { rows: scene.events, bytes: BYTES, seed: scene.seed + round };
      const { rowsPerSecond, rows } = await measureRelay({ ...scene.stack, postgresUrl }, work);
      return { paces: { [RELAY]: rowsPerSecond }, rows };
    }),
});

export const relay: Part = {
  name: 'relay',
  heading: 'The relay alone',
  needs: [RELAY, ...LIMITS.map(({ rival }) => rival)],
  rows: async (paces) => [...beside(paces, RELAY, LIMITS, 'rows/s'), ...paces.rowsOf(RELAY)],
};
