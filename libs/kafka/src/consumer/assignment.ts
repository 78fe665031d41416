import { setTimeout as wait } from 'node:timers/promises';
import { logger } from '@penstock/observability';
import type kafkajs from 'kafkajs';
import type { PartitionHandler } from '../port.js';
import type { Lane } from './lane.js';
import { beginAt, outOfRange, type Range, rangesOf, stopLane } from './positions.js';

const log = logger('kafka.consumer');
const AGAIN_AFTER_MILLIS = 500;

export interface AssignmentSettings {
  readonly lanes: readonly Lane[];
  readonly admin: kafkajs.Admin;
  readonly positions: NonNullable<PartitionHandler['positions']>;
  /** Whether positions are moved by nobody but who works on the partition: one that differs from what was done was changed from outside. */
  readonly isTrueToWork: boolean;
  /** How many partitions a topic has, by its name; filled in here. */
  readonly counts: Map<string, number>;
  /** Resolves when nothing of the assignment before is under way. */
  readonly predecessors: Promise<void>;
}

/** The partitions this process holds, from one rebalance to the next. */
export class Assignment {
  private readonly lanes = new Map<string, Lane>();
  private readonly ending = new AbortController();

  constructor(private readonly given: AssignmentSettings) {
    for (const lane of given.lanes) this.lanes.set(nameOf(lane.settings), lane);
  }

  get all(): readonly Lane[] {
    return [...this.lanes.values()];
  }

  at(topic: string, partition: number): Lane | undefined {
    return this.lanes.get(nameOf({ topic, partition }));
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    await Promise.all([this.given.predecessors, ...this.all.map((lane) => lane.idle)]);
  }

  end(): void {
    this.ending.abort();
    for (const lane of this.lanes.values()) lane.end();
  }

  /** Looks a lane's position up once more, after a breath: what made its handler leave off may take a moment to pass. */
  async reposition(lane: Lane): Promise<void> {
    await this.breathe();
    await this.position([lane]);
  }

  /** Finds out where lanes are to begin, for as long as it takes: nothing is read before. */
  async position(lanes: readonly Lane[]): Promise<void> {
    await this.given.predecessors; // what they still commit moves the position
    const byTopic = Map.groupBy(lanes, (lane) => lane.settings.topic);
    await Promise.all([...byTopic].map(([topic, ofTopic]) => this.positionTopic(topic, ofTopic)));
  }

  /** Ends early, without an error, when the assignment ends: only an abort can reject here. */
  private async breathe(): Promise<void> {
    await wait(AGAIN_AFTER_MILLIS, undefined, { signal: this.ending.signal }).catch(() => undefined);
  }

  private async positionTopic(topic: string, lanes: readonly Lane[]): Promise<void> {
    while (!this.ending.signal.aborted) {
      try {
        return await this.tryPosition(topic, lanes);
      } catch (error) {
        log.warn({ topic, err: error }, 'where to go on is not known yet');
        for (const lane of lanes) lane.aliveAt = Date.now(); // Kafka or the database: no restart cures them
        await this.breathe();
      }
    }
  }

  private async tryPosition(topic: string, lanes: readonly Lane[]): Promise<void> {
    const ranges = await rangesOf(this.given.admin, topic);
    const positions = await this.given.positions(
      topic,
      lanes.map((lane) => lane.settings.partition),
    );
    this.given.counts.set(topic, ranges.size);
    for (const lane of lanes) {
      const { partition } = lane.settings;
      const range = ranges.get(partition);
      if (!range) throw new RangeError(`${topic} has no partition ${partition}`);
      if (!lane.isEnded) beginAt(lane, positions.get(partition) ?? 'beginning', range);
    }
  }

  /**
   * Compares what was done with what Kafka has: stops a lane whose next records are gone, tries a stopped one again, notes who has nothing to do,
   * and has a quiet one follow its position.
   * @throws when Kafka or the database does not answer
   */
  async look(): Promise<void> {
    const stopped = this.all.filter((lane) => lane.stopped && lane.isIdle);
    if (stopped.length > 0) await this.position(stopped);
    const topics = new Set(this.all.map((lane) => lane.settings.topic));
    for (const topic of topics) {
      const before = new Map(this.all.map((lane) => [lane, lane.next]));
      const ranges = await rangesOf(this.given.admin, topic);
      for (const lane of this.all) {
        const range = ranges.get(lane.settings.partition);
        if (lane.settings.topic === topic && range) judge(lane, before.get(lane), range);
      }
      if (this.given.isTrueToWork) await this.follow(topic, ranges);
    }
  }

  /**
   * A database that was restored while this process ran is behind what was done, and on a quiet partition nothing would ever come of it: the
   * records in between were read. Whoever sets an offset by hand is followed as well.
   */
  private async follow(topic: string, ranges: ReadonlyMap<number, Range>): Promise<void> {
    const quiet = this.all.filter((lane) => lane.settings.topic === topic && lane.isQuiet);
    if (quiet.length === 0) return;
    const done = new Map(quiet.map((lane) => [lane, lane.done]));
    const positions = await this.given.positions(
      topic,
      quiet.map((lane) => lane.settings.partition),
    );
    for (const lane of quiet) {
      const range = ranges.get(lane.settings.partition);
      const position = positions.get(lane.settings.partition) ?? 'beginning';
      if (!lane.isQuiet || lane.done !== done.get(lane) || lane.isAt(position) || !range) continue;
      log.warn({ ...placeOf(lane), done: lane.done, position }, 'the position was moved from outside: it is followed');
      beginAt(lane, position, range);
    }
  }
}

/** @param before the lane's next offset before Kafka was asked: it may have moved on since, and must not be held against a stale answer */
function judge(lane: Lane, before: bigint | undefined, range: Range): void {
  if (lane.endsAt !== undefined) lane.endsAt = range.high; // also of one that is stopped: it falls behind
  if (lane.isEnded || lane.stopped || lane.next === undefined || before === undefined) return;
  if (lane.next < range.low || before > range.high) stopLane(lane, outOfRange(lane.next, range));
  else if (lane.done >= range.high || (lane.isIdle && lane.emptyBefore >= range.high)) lane.aliveAt = Date.now();
}

const placeOf = ({ settings: { topic, partition } }: Lane) => ({ topic, partition });

const nameOf = ({ topic, partition }: { topic: string; partition: number }): string => `${topic}/${partition}`;
