import { describe, expect, it, onTestFinished } from 'vitest';
import { everyPartitionMoves } from '../../faults/rolling/restart.js';
import { expectNothingHalfDone, expectWhole } from './expect-whole.js';
import { openLyingBroker } from './lying-broker.js';
import { play, type ProcessSystem } from './process-system.js';

/** What becomes of a process whose Kafka client gives up for good. */
export const crashes = (system: () => ProcessSystem): void => {
  describe('a process that Kafka refuses for good', () => {
    it('drains, ends with status 1 and an alarm, and goes on when its supervisor starts it again', async () => {
      const door = await openLyingBroker(system().stack.kafkaBrokers);
      onTestFinished(() => door.close());
      const env = { KAFKA_SESSION_TIMEOUT_MS: '300000' };
      await play(system(), 'refused', { env, brokers: door.brokers }, async (scene) => {
        const { replica, query } = scene;
        await replica.start();
        const stream = await scene.stream(600);
        await everyPartitionMoves(query);
        const ended = replica.ended();
        door.refuseHeartbeats(true);
        expect(await ended).toEqual({ code: 1, signal: null });
        expect(scene.log()).toContain('"alarm":"CONSUMER_CRASHED"');
        await expectNothingHalfDone(scene, stream.ledger);
        door.refuseHeartbeats(false);
        await replica.start();
        await everyPartitionMoves(query);
        await expectWhole(scene, await stream.stop());
      });
    });
  });
};
