import type { OutgoingRecord } from '@penstock/kafka';
import { freshDatabase, testStack, uniquePrefix } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Loop, Loops } from '../unit-of-work/loop.js';
import { Wake } from '../unit-of-work/wake.js';
import { eventually, Outbox, WatchedProducer } from './outbox.fixture.js';
import { laneOf } from './outbox-store.js';
import { Relay } from './relay.js';

const TIMES = { lease: 3000, renew: 200, safety: 1500, drain: 500 };
let outbox: Outbox;

/** A relay as a process of its own would run it. It looks all the time, as the listener of `hear-others.ts` is no part of this. */
class Process {
  readonly producer = new WatchedProducer(outbox.producer);
  readonly relay = new Relay(outbox.service.database, this.producer, undefined, TIMES);
  private readonly loops = new Loops(new Wake(), 10);
  private isKilled = false;
  private thaw: (() => void) | undefined;

  constructor() {
    const loop: Loop = {
      name: 'relay',
      turn: () => this.relay.turn(),
      stop: async () => void (this.isKilled || (await this.relay.stop())),
    };
    this.loops.start([loop]);
  }

  /** Ends between two turns and gives nothing back. */
  async kill(): Promise<void> {
    this.isKilled = true;
    await this.loops.stop();
  }

  stop = (): Promise<void> => this.loops.stop();

  /** Holds it still with the next send under way, after it has looked at its lease for the last time. */
  async freeze(): Promise<void> {
    await new Promise<void>((frozen) => {
      this.producer.before = () =>
        new Promise((resolve) => {
          this.thaw = resolve;
          this.producer.before = () => undefined;
          frozen();
        });
    });
  }

  goOn = (): void => this.thaw?.();
}

/** Numbers of lanes that processes hold, the largest first; -1 when some lane is held twice. */
const held = (...processes: Process[]): number[] => {
  const lanes = processes.flatMap(({ relay }) => relay.lanes);
  if (new Set(lanes).size < lanes.length) return [-1];
  return processes.map(({ relay }) => relay.lanes.length).sort((a, b) => b - a);
};
const eventuallyHeld = async (wanted: readonly number[], ...processes: Process[]) => {
  await eventually(() => held(...processes).join() === wanted.join());
};

beforeAll(async () => {
  outbox = await Outbox.open({ ...testStack(), url: await freshDatabase(), prefix: uniquePrefix() });
});
beforeEach(async () => {
  outbox.seen.length = 0;
  await outbox.service.database.query('DELETE FROM outbox_relay');
  await outbox.service.database.query(`UPDATE lane_lease SET expires_at = 'epoch', holder = ''`);
});
afterAll(() => outbox?.close());

describe('relays of one service', () => {
  it('share the lanes evenly, whoever comes first, and take back what one leaves', async () => {
    const first = new Process();
    await eventuallyHeld([8], first);
    const second = new Process();
    await eventuallyHeld([4, 4], first, second);
    const third = new Process();
    await eventuallyHeld([3, 3, 2], first, second, third);
    await second.stop();
    await eventuallyHeld([4, 4], first, third);
    await first.stop();
    await eventuallyHeld([8], third);
    await third.stop();
    expect(await outbox.service.database.query(`SELECT lane FROM lane_lease WHERE holder <> ''`)).toEqual([]);
  });

  it('take the lanes of one that died when its lease has ended, and not before', async () => {
    const [dying, heir] = [new Process(), new Process()];
    await eventuallyHeld([4, 4], dying, heir);
    await dying.kill();
    const [{ end }] = await outbox.service.database.query(
      'SELECT extract(epoch FROM min(expires_at)) * 1000 AS end FROM lane_lease WHERE lane = ANY($1)',
      [dying.relay.lanes],
    );
    await eventually(() => heir.relay.lanes.length === 8);
    expect(Date.now()).toBeGreaterThanOrEqual(Number(end) - 1); // one clock: the database is on this machine
    await heir.stop();
  });

  it('keep the order of each key while they join, die, freeze, wake and leave, and eight writers write on', async () => {
    /** Lanes that one process sent while another did. */
    const overlaps: number[] = [];
    const sending = new Map<Process, Set<number>>();
    const frozen = new Set<Process>();
    const watched = () => {
      const process = new Process();
      const { producer } = process;
      const pass = producer.send.bind(producer);
      producer.send = async (records: readonly OutgoingRecord[], options) => {
        const lanes = new Set(records.map(({ topic, key }) => laneOf(topic, key)));
        for (const [other, theirs] of sending)
          if (!frozen.has(other)) overlaps.push(...[...lanes].filter((lane) => theirs.has(lane)));
        sending.set(process, lanes);
        try {
          await pass(records, options);
        } finally {
          sending.delete(process);
        }
      };
      return process;
    };
    const written = Array.from({ length: 10 }, () => 0);
    let writing = true;
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let i = writer; writing; i += 3) {
        const key = i % written.length;
        written[key]! += 3;
        await outbox.write(`hot-${key}`, 3);
      }
    });

    const a = watched();
    await eventuallyHeld([8], a);
    const b = watched();
    await eventuallyHeld([4, 4], a, b);
    await b.kill();
    await eventuallyHeld([8], a);
    const c = watched();
    await eventuallyHeld([4, 4], a, c);
    await a.freeze();
    frozen.add(a);
    await eventuallyHeld([8], c);
    a.goOn();
    await eventually(() => a.relay.lanes.length === 4 && c.relay.lanes.length === 4);
    frozen.delete(a);
    await c.stop();
    await eventuallyHeld([8], a);
    writing = false;
    await Promise.all(writers);
    await eventually(async () => (await outbox.unsent()) === 0);
    await a.stop();

    expect(overlaps).toEqual([]);
    await outbox.expectEachInOrder(written);
    expect(outbox.seen.length).toBeGreaterThan(written.reduce((sum, count) => sum + count)); // the frozen one repeated
  });
});
