import type { Position, Stop } from '@penstock/kafka';
import type { Transaction } from '@penstock/persistence';

/** Nothing more may be set aside: the batch that wanted to is left as it is, with its offset, until there is room. */
export class ParkedFull extends Error {
  constructor(topic: string, partition: number) {
    super(`${topic}/${partition}: no more messages may be set aside`);
    this.name = 'ParkedFull';
  }
}

/** How long a count is trusted: other processes of the service set messages aside as well. */
const COUNT_AGAIN_MILLIS = 1000;

/**
 * How many more messages of a consumer group may wait behind failures. A broken far side would otherwise move a topic, message by message, into
 * a table that is made for a few. Dead letters themselves take no room: those that nobody waits behind hold nothing up.
 */
export class ParkedRoom {
  private places = 0;
  private countedAt = -Infinity;
  /** Partitions that found no room, as `topic/partition`. */
  private readonly refused = new Set<string>();

  constructor(
    private readonly group: string,
    /** A batch may go beyond it, by what it parks itself. */
    private readonly limit: number,
  ) {}

  /**
   * Takes places for so many more. Asked only by batches that set something aside; counts once a second, and when the last count is used up.
   * @throws ParkedFull: nothing of the batch may be committed
   */
  async take(transaction: Transaction, wanted: number, at: { topic: string; partition: number }): Promise<void> {
    const isOld = performance.now() - this.countedAt > COUNT_AGAIN_MILLIS;
    if (isOld || this.places <= 0) await this.count(transaction);
    if (this.places <= 0) {
      this.refused.add(`${at.topic}/${at.partition}`);
      throw new ParkedFull(at.topic, at.partition);
    }
    this.places -= wanted;
  }

  /**
   * The positions, with a stop for each partition that found no room while there still is none. A stopped one is asked about again every few
   * seconds; meanwhile it keeps no other from working, as it would if it waited in the middle of its batch.
   */
  async withStops(
    transaction: Transaction,
    topic: string,
    positions: ReadonlyMap<number, Position>,
  ): Promise<ReadonlyMap<number, Position>> {
    const refused = [...positions.keys()].filter((partition) => this.refused.has(`${topic}/${partition}`));
    if (refused.length === 0) return positions;
    await this.count(transaction);
    if (this.places <= 0)
      return new Map([...positions, ...refused.map((partition) => [partition, this.stop()] as const)]);
    for (const partition of refused) this.refused.delete(`${topic}/${partition}`);
    return positions;
  }

  private async count(transaction: Transaction): Promise<void> {
    const [row] = await transaction.query<{ waiting: number }>(
      `SELECT count(*)::integer AS waiting FROM (SELECT FROM parked WHERE group_name = $1 AND state = 'waiting' LIMIT $2) w`,
      [this.group, this.limit],
      'count waiting',
    );
    this.places = this.limit - (row?.waiting ?? 0);
    this.countedAt = performance.now();
  }

  private stop(): Stop {
    return {
      alarm: 'PARKED_FULL',
      reason: `${this.limit} messages of ${this.group} wait behind failures (PARKED_LIMIT): mend what they wait for, or decide about the dead letters that hold them (npx penstock dead-letters list); it goes on by itself when there are fewer`,
    };
  }
}
