import { describe, expect, it } from 'vitest';
import { everyPartitionMoves } from '../../faults/rolling/restart.js';
import { PARTITIONS, STOCK_SCHEMA as SCHEMA } from '../../stock-service/run.js';
import { eventually } from '../eventually.js';
import { expectWhole } from './expect-whole.js';
import { becomes, stays } from './health.js';
import { play, type ProcessSystem, stall, unstall } from './process-system.js';

/** The shortest that may be set; the consumer finds out within so much more. */
const STALL_MS = 5000;
const NOTICED_MS = 5000;
/** A session longer than any scene, so that a silent database connection is not what ends a stall. */
const ENV = { LIVENESS_STALL_MS: String(STALL_MS), KAFKA_SESSION_TIMEOUT_MS: '300000' };
const AFTERWARDS_MS = STALL_MS + NOTICED_MS + 3000;

/** What Kubernetes is told of a process, over HTTP. */
export const tellsItsHealth = (system: () => ProcessSystem): void => {
  describe('a process that Kubernetes asks for its health', () => {
    it('is live and ready for as long as it has nothing to do', () =>
      play(system(), 'idle', { env: ENV }, async ({ replica }) => {
        await replica.start();
        await Promise.all([stays(replica, 'live', 200, AFTERWARDS_MS), stays(replica, 'ready', 200, AFTERWARDS_MS)]);
      }));

    it('is not live once its consumer stalls, says for how long, stays ready, and goes on after a restart', () =>
      play(system(), 'stalling', { env: ENV }, async (scene) => {
        const { replica, query } = scene;
        await replica.start();
        const stream = await scene.stream(300);
        await everyPartitionMoves(query);
        await stall(query, 'prd_1');
        const { body } = await becomes(replica, 'live', 503);
        expect(body).toMatchObject({ title: 'Not live', failing: ['consumer'] });
        expect(body).toHaveProperty('detail', expect.stringMatching(/consumer handled no event for \d+ s, though/));
        const seconds = Number(/for (\d+) s/.exec(JSON.stringify(body))?.[1]);
        expect(seconds).toBeGreaterThanOrEqual(STALL_MS / 1000);
        await becomes(replica, 'ready', 200);
        await replica.terminate();
        await unstall(query);
        await replica.start();
        await becomes(replica, 'live', 200);
        await expectWhole(scene, await stream.stop());
      }));

    it('is not ready while its database is down, but live, as no restart would help', () =>
      play(system(), 'without_database', { env: ENV }, async (scene) => {
        const { replica, query } = scene;
        const { postgres } = system().stack;
        await replica.start();
        const stream = await scene.stream(300);
        await everyPartitionMoves(query);
        await postgres.kill();
        const { body } = await becomes(replica, 'ready', 503);
        expect(body).toMatchObject({ title: 'Not ready', detail: 'Failing: database', failing: ['database'] });
        await stays(replica, 'live', 200, AFTERWARDS_MS);
        await postgres.start();
        await becomes(replica, 'ready', 200);
        await everyPartitionMoves(query);
        await expectWhole(scene, await stream.stop());
      }));

    it('is ready and live while one partition is stopped, and shows which, and why', () =>
      play(system(), 'one-stopped', { env: ENV }, async (scene) => {
        const { replica, query, topic } = scene;
        const partition = `SELECT next_offset FROM ${SCHEMA}.consumer_offset WHERE topic = '${topic}' AND partition = 0`;
        const moveTo = (offset: string) =>
          query(`UPDATE ${SCHEMA}.consumer_offset SET next_offset = $1 WHERE topic = $2 AND partition = 0`, [
            offset,
            topic,
          ]);
        await replica.start();
        const stream = await scene.stream(300);
        await everyPartitionMoves(query);
        await replica.terminate();
        const [before] = await query<{ next_offset: string }>(partition);
        await moveTo('1000000');
        await replica.start();
        const stopped = { [`${topic}/0`]: 'OFFSET_OUT_OF_RANGE' };
        await eventually(async () =>
          expect((await becomes(replica, 'ready', 200)).body).toEqual({
            status: 'ready',
            details: { consumer: { stopped } },
          }),
        );
        await everyPartitionMoves(query, PARTITIONS - 1);
        await stays(replica, 'live', 200, AFTERWARDS_MS);
        expect(scene.log()).toContain('"alarm":"OFFSET_OUT_OF_RANGE"');
        expect(await query(partition)).toEqual([{ next_offset: '1000000' }]);
        await moveTo(before?.next_offset ?? '');
        await expectWhole(scene, await stream.stop());
        expect((await becomes(replica, 'ready', 200)).body).toEqual({ status: 'ready' });
      }));
  });
};
