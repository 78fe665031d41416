import type { PartitionBatch, PartitionControl, Position } from '@penstock/kafka';
import { logger } from '@penstock/observability';
import { inTransaction } from '@penstock/persistence';
import { ClosedKeys } from '../parking/closed-keys.js';
import { ParkedFull, ParkedRoom } from '../parking/parked-room.js';
import { pauseDuringOutage } from '../retry-schedule.js';
import type { UnitsOfWork } from '../unit-of-work/units-of-work.js';
import { pause } from '../unit-of-work/wake.js';
import type { Arrival, Arrivals } from './arrival.js';
import { runBatch } from './batch.js';
import { report } from './fate.js';
import { Fenced, readOffset, readPositions } from './offsets.js';
import { type Outage, Outages } from './outages.js';

/** Events in one transaction: enough to share its cost, few enough that its locks are held for some hundredths of a second. */
const BATCH_SIZE = 500;

const log = logger('messaging.runner');

/** Reads partitions from where PostgreSQL says, in order, and applies what it reads in batch transactions. */
export class Runner {
  private readonly next = new Map<string, bigint | null>();
  private readonly room: ParkedRoom;
  private readonly closedKeys: ClosedKeys;
  private readonly outages = new Outages();

  constructor(
    private readonly units: UnitsOfWork,
    private readonly arrivals: Arrivals,
    private readonly group: string,
    /** Whether a lost offset may be taken for a beginning; see {@link readPositions}. */
    private readonly beginsAnew = false,
    /** How many messages may wait behind failures; then the partitions that would add to them stop. */
    parkedLimit = Number.MAX_SAFE_INTEGER,
  ) {
    this.room = new ParkedRoom(group, parkedLimit);
    this.closedKeys = new ClosedKeys(group);
  }

  /** What partitions wait for outside of this process, by `topic/partition`. */
  get waiting(): ReadonlyMap<string, Outage> {
    return this.outages.all;
  }

  /** Where to go on, by the database. Asked after each assignment: other consumers may have moved on, or the database been restored. */
  async positions(topic: string, partitions: readonly number[]): Promise<ReadonlyMap<number, Position>> {
    const found = await inTransaction(this.units.database, async (transaction) => {
      const handlers = this.arrivals.listeners(topic);
      const positions = await readPositions(transaction, this.group, topic, partitions, handlers, this.beginsAnew);
      return this.room.withStops(transaction, topic, positions);
    });
    for (const partition of partitions) {
      const position = found.get(partition);
      this.next.set(`${topic}/${partition}`, typeof position === 'bigint' ? position : null);
    }
    return found;
  }

  async consume(batch: PartitionBatch, control: PartitionControl): Promise<void> {
    const partition = `${batch.topic}/${batch.partition}`;
    const expected = await this.position(batch, control);
    if (expected === 'stopped') return;
    const [first] = batch.messages;
    if (!first) return;
    const fresh = expected === null ? batch.messages : batch.messages.filter((message) => message.offset >= expected);
    for (let at = 0; at < fresh.length && control.isRunning(); at += BATCH_SIZE) {
      const messages = fresh.slice(at, at + BATCH_SIZE);
      const arrivals = await this.retrying(partition, control, () => this.arrivals.classify(messages));
      if (!arrivals) return;
      const next = (messages.at(-1)?.offset ?? 0n) + 1n;
      if (!(await this.apply({ topic: batch.topic, partition: batch.partition }, arrivals, next, control))) {
        this.next.delete(partition);
        return;
      }
      control.resolve(next - 1n);
    }
    if (fresh.length === 0) control.resolve(batch.messages.at(-1)?.offset ?? first.offset);
  }

  /** Applies arrivals, halving the batch around a statement that the database refuses. @returns false when this consumer was fenced or stopped */
  private async apply(
    at: { topic: string; partition: number },
    arrivals: readonly Arrival[],
    next: bigint,
    control: PartitionControl,
    condemned?: ReadonlyMap<Arrival, unknown>,
  ): Promise<boolean> {
    const name = `${at.topic}/${at.partition}`;
    try {
      const expected = this.next.get(name) ?? null;
      const { group, room, closedKeys } = this;
      const batch = { group, ...at, expected, next, arrivals, room, closedKeys };
      const fates = await this.retrying(name, control, () => runBatch(this.units, batch, condemned));
      if (!fates) return false;
      this.next.set(name, next);
      fates.forEach(report);
      return true;
    } catch (error) {
      if (error instanceof Fenced) {
        log.warn({ err: error }, 'fenced: another consumer moved this partition on');
        return false;
      }
      if (error instanceof ParkedFull) {
        control.excuse(); // no stall: its position will say why it stops
        return false;
      }
      if (condemned) throw error; // even parking it was refused: nothing left but to stop here, loudly
      const [only, second] = arrivals;
      if (!only) throw error;
      if (!second) return this.apply(at, arrivals, next, control, new Map([[only, error]]));
      const half = Math.ceil(arrivals.length / 2);
      const rest = arrivals.slice(half);
      const middle = rest[0]?.message.offset ?? next;
      return (await this.apply(at, arrivals.slice(0, half), middle, control)) && this.apply(at, rest, next, control);
    }
  }

  /** Waits out trouble of database or registry, which says nothing about the events. @returns undefined when the consumer was stopped meanwhile */
  private async retrying<T>(
    partition: string,
    control: PartitionControl,
    work: () => Promise<T>,
  ): Promise<T | undefined> {
    try {
      for (let failures = 1; control.isRunning(); failures += 1) {
        try {
          return await work();
        } catch (error) {
          if (!this.outages.begin(partition, error, failures)) throw error;
          control.excuse();
          await pause(Math.min(pauseDuringOutage(failures), 5000), control.signal);
        }
      }
      return undefined;
    } finally {
      this.outages.end(partition);
    }
  }

  private async position(batch: PartitionBatch, control: PartitionControl): Promise<bigint | null | 'stopped'> {
    const name = `${batch.topic}/${batch.partition}`;
    const known = this.next.get(name);
    if (known !== undefined) return known;
    const read = () =>
      inTransaction(this.units.database, (transaction) =>
        readOffset(transaction, this.group, batch.topic, batch.partition),
      );
    const found = await this.retrying(name, control, read);
    if (found === undefined) return 'stopped';
    this.next.set(name, found);
    return found;
  }
}
