import { describe, expect, it } from 'vitest';
import { everyPartitionMoves } from '../../faults/rolling/restart.js';
import { expectNothingHalfDone, expectWhole } from './expect-whole.js';
import { somethingStalls } from './something-stalls.js';
import { play, type ProcessSystem, stall, unstall } from './process-system.js';

const GRACE_MS = 10_000;
/** So long that whoever waited for the session of the process before would be noticed. */
const LONG_SESSION = { KAFKA_SESSION_TIMEOUT_MS: '300000' };

/** What SIGTERM does to a process in the middle of its work. */
export const drains = (system: () => ProcessSystem): void => {
  describe('a process that is told to end in mid-stream', () => {
    it('ends in good order within its grace period, and the next one need not wait for session or lease', () =>
      play(system(), 'drain', { env: { SHUTDOWN_GRACE_MS: String(GRACE_MS), ...LONG_SESSION } }, async (scene) => {
        const { replica, query } = scene;
        await replica.start();
        const stream = await scene.stream(1500);
        for (let round = 0; round < 2; round += 1) {
          await everyPartitionMoves(query);
          const { code, signal, millis } = await replica.terminate();
          expect({ code, signal }).toEqual({ code: 0, signal: null });
          expect(millis).toBeLessThan(GRACE_MS);
          await expectNothingHalfDone(scene, stream.ledger);
          await replica.start();
        }
        await everyPartitionMoves(query); // within two minutes, of a session of five
        await expectWhole(scene, await stream.stop());
      }));

    it('leaves a batch that does not end to the next one, which need not wait for it', () =>
      play(system(), 'overdue', { env: { SHUTDOWN_GRACE_MS: String(GRACE_MS), ...LONG_SESSION } }, async (scene) => {
        const { replica, query } = scene;
        await replica.start();
        const stream = await scene.stream(300);
        await everyPartitionMoves(query);
        await stall(query, 'prd_1');
        await somethingStalls(scene, stream.ledger.records);
        const { signal, millis } = await replica.terminate();
        expect(signal).toBeNull();
        expect(millis).toBeLessThan(GRACE_MS + 2000);
        expect(scene.log()).toContain('a batch did not end in time');
        await unstall(query);
        await replica.start();
        await everyPartitionMoves(query);
        await expectWhole(scene, await stream.stop());
      }));

    it('ends within its grace period though Kafka is gone', () =>
      play(
        system(),
        'lonely',
        { env: { SHUTDOWN_GRACE_MS: String(GRACE_MS), KAFKA_SESSION_TIMEOUT_MS: '6000' } },
        async (scene) => {
          const { replica } = scene;
          const { kafka } = system().stack;
          await replica.start();
          const stream = await scene.stream(300);
          await everyPartitionMoves(scene.query);
          const ledger = await stream.stop();
          await kafka.kill();
          const { signal, millis } = await replica.terminate();
          await kafka.start();
          expect(signal).toBeNull();
          expect(millis).toBeLessThan(GRACE_MS + 2000);
          await replica.start();
          await expectWhole(scene, ledger);
        },
      ));
  });
};
