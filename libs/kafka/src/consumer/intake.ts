import type kafkajs from 'kafkajs';
import type { Lane } from './lane.js';
import { MisplacedKeys } from './misplaced-keys.js';
import { outOfRange, rangesOf, stopLane } from './positions.js';
import { received } from './received.js';

/** Takes what kafkajs fetched into lanes. */
export class Intake {
  private readonly keys = new MisplacedKeys();

  constructor(
    private readonly admin: kafkajs.Admin,
    /** How many partitions a topic has, by its name. */
    private readonly counts: ReadonlyMap<string, number>,
  ) {}

  /** Returns soon: kafkajs fetches nothing of any partition before (tulios/kafkajs #1732). */
  async take({ batch, isStale, resolveOffset }: kafkajs.EachBatchPayload, lane: Lane): Promise<void> {
    const { topic, partition } = batch;
    if (lane.next === undefined || isStale()) return;
    const { fetchedOffset } = batch as kafkajs.Batch & { readonly fetchedOffset: string };
    if (BigInt(fetchedOffset) > lane.next && !lane.wasSoughtAgain) return this.seekAgain(lane);
    lane.wasSoughtAgain = false;
    const messages = batch.messages.map((message) => received(topic, partition, message));
    this.keys.look(messages, this.counts.get(topic) ?? 0);
    if (lane.offer(messages, BigInt(batch.lastOffset()) + 1n)) resolveOffset(batch.lastOffset());
  }

  /**
   * kafkajs fetched from further on than asked: it went to the oldest record because ours are deleted (#1119), or passed over marks of
   * transactions without a word. Ours are asked for once more; only then is a gap taken for empty.
   */
  private async seekAgain(lane: Lane): Promise<void> {
    const range = (await rangesOf(this.admin, lane.settings.topic)).get(lane.settings.partition);
    if (lane.next === undefined || lane.isEnded || !range) return;
    if (lane.next < range.low) return stopLane(lane, outOfRange(lane.next, range));
    lane.wasSoughtAgain = true;
    lane.settings.seek(lane.next);
  }
}
